package io.trunkline.ets.internal.file;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.TableFileException;
import io.trunkline.ets.TableFileInfo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tables in files. Any thread may use it; each call is by itself, and waits for the disk.
public final class TableFiles {
    private TableFiles() {}

    /// Writes a table in place of what file there is. The old file stays as it is until the new one
    /// is whole and on disk; if anything fails, or the thread is interrupted, it stays for good.
    ///
    /// @throws IOException if the file cannot be written
    /// @throws BadArg if the format has no form for a value
    public static void write(Path file, TableHeader header, RowSource rows) throws IOException {
        try (Replacement to = Replacement.of(file)) {
            TableWriter writer = new TableWriter(to.channel(), header, Format.MAX_PAYLOAD);
            List<@Nullable Object[]> batch = new ArrayList<>();
            boolean more = true;
            while (more) {
                batch.clear();
                more = rows.fill(batch);
                for (@Nullable Object[] row : batch) {
                    writer.row(row);
                }
            }
            writer.finish();
            to.commit();
        }
    }

    /// What a file says of its table. Only the beginning and the end are read and checked.
    ///
    /// @throws TableFileException if they are damaged, or if it is no table file
    public static TableFileInfo info(Path file) throws IOException {
        try (TableReader reader = new TableReader(file)) {
            return reader.info();
        }
    }

    /// Reads and checks a whole file, but for what its rows say.
    ///
    /// @throws TableFileException if it is not as it was written, or is no table file
    public static TableFileInfo verify(Path file) throws IOException {
        try (TableReader reader = new TableReader(file)) {
            return reader.verify();
        }
    }

    /// Hands a table to `sink` if the whole file is as it was written. A file of records can be
    /// read as tuples: then null is the atom `undefined`, an enum's constant the atom of its name,
    /// and a record within a record a tuple.
    ///
    /// @param shape what rows are to be
    /// @throws TableFileException if the file is not as it was written, if it is no table file, or
    ///   if its rows are others; the sink may have rows already only if the file was changed while
    ///   it was being read, if it was made to deceive, or if an enum has lost a constant
    public static void read(Path file, RowShape shape, RowSink sink) throws IOException {
        try (TableReader reader = new TableReader(file)) {
            reader.verify();
            reader.read(shape, sink);
        }
    }
}
