package io.trunkline.ets.internal.row;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;

/// With which rights record classes of the application are read and made.
public final class RecordLookup {
    private RecordLookup() {}

    /// The application's own lookup if it gave one; else one that sees what the class's module lets
    /// us see: everything on the class path or in an open package, what is public in others.
    /// Nothing is forced open.
    public static MethodHandles.Lookup of(Class<?> record, MethodHandles.@Nullable Lookup given) {
        if (given != null) {
            return given;
        }
        try {
            return MethodHandles.privateLookupIn(record, MethodHandles.lookup());
        } catch (IllegalAccessException _) {
            return MethodHandles.publicLookup();
        }
    }
}
