package io.trunkline.ets.internal.file;

import java.util.List;
import java.util.Map;

/// What a value is expected to be: the type of a component of a record, as far as it matters.
sealed interface Form {
    /// The class that values are of; a wrapper for a primitive type.
    Class<?> type();

    /// Whether a list fits, which comes back as an unmodifiable `List` of the JDK's.
    default boolean takesLists() {
        return type().isAssignableFrom(List.class);
    }

    /// Whether a map fits, which comes back as a map of terms.
    default boolean takesMaps() {
        return type().isAssignableFrom(Map.class);
    }

    /// What lists here hold.
    default Form element() {
        return Plain.TERM;
    }

    /// What maps here have for keys.
    default Form key() {
        return Plain.TERM;
    }

    /// What maps here have for values.
    default Form value() {
        return Plain.TERM;
    }

    /// What the format has a form for by itself.
    record Plain(Class<?> type) implements Form {
        /// Any term.
        static final Plain TERM = new Plain(Object.class);
    }

    /// A list whose elements have a type.
    record Elements(Class<?> type, Form element) implements Form {}

    /// A map whose keys and values have types.
    record Entries(Class<?> type, Form key, Form value) implements Form {}

    /// An enum or a record.
    ///
    /// @param index in [RowShape#types()]
    record Typed(Class<?> type, int index) implements Form {}
}
