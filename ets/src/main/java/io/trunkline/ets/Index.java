package io.trunkline.ets;

import java.util.Objects;
import java.util.function.Function;

/// A second way to find rows: by a value that each row has, which is no key. Named at the table's
/// creation with [TableSpec#index], asked with [Table#by].
///
/// An index changes in one step with the row: who has seen the row's change finds the index
/// changed, and the other way round. Values must be terms, as keys.
///
/// @param name for messages
/// @param unique whether two rows may not have the same value
/// @param value the value of a row; it must be quick and always say the same of the same row
public record Index<R>(String name, boolean unique, Function<? super R, ?> value) {
    public Index {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /// An index where any number of rows may have a value.
    public static <R> Index<R> multi(String name, Function<? super R, ?> value) {
        return new Index<>(name, false, value);
    }

    /// An index where a value has one row: an insert of a second one is refused with
    /// [IndexViolation].
    public static <R> Index<R> unique(String name, Function<? super R, ?> value) {
        return new Index<>(name, true, value);
    }
}
