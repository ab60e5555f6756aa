package io.trunkline.ets.internal.file;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.file.LiveType.RecordType;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.util.List;

/// What rows are: tuples, or records of one class. Immutable.
public final class RowShape {
    private static final RowShape TUPLES = new RowShape(List.of());

    private final List<LiveType> live;

    private RowShape(List<LiveType> live) {
        this.live = live;
    }

    /// Tuples of any length.
    public static RowShape tuples() {
        return TUPLES;
    }

    /// Records of this class.
    ///
    /// @param lookup the application's, if it gave one
    /// @throws BadArg if it, or a record that it has for a component, cannot be read from here
    public static RowShape of(Class<?> rows, MethodHandles.@Nullable Lookup lookup) {
        if (!rows.isRecord()) {
            throw new BadArg("expected a record class, got: " + rows.getName());
        }
        return new RowShape(LiveTypes.of(rows, lookup));
    }

    boolean isTuples() {
        return live.isEmpty();
    }

    /// The class of the rows, if they are records, and all enums and records within.
    List<LiveType> live() {
        return live;
    }

    /// The same by name.
    List<TypeText> types() {
        return live.stream().map(LiveType::text).toList();
    }

    /// The class of the rows, if they are records.
    RecordType row() {
        return (RecordType) live.getFirst();
    }

    @Override
    public String toString() {
        return isTuples() ? "tuples" : live.getFirst().text().toString();
    }
}
