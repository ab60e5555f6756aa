package io.trunkline.ets.internal.file;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Takes the table that a file holds. What it throws ends the reading and goes to the caller.
public interface RowSink {
    /// Is told of the table once the whole file was found sound.
    void begin(TableHeader header);

    /// Takes the elements of the next rows, in arrays that are its own.
    void rows(List<@Nullable Object[]> rows);
}
