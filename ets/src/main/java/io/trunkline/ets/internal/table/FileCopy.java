package io.trunkline.ets.internal.table;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.file.RowShape;
import io.trunkline.ets.internal.file.RowSink;
import io.trunkline.ets.internal.file.RowSource;
import io.trunkline.ets.internal.file.TableFiles;
import io.trunkline.ets.internal.file.TableHeader;
import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowBuffer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tables to and from files.
final class FileCopy {
    private static final int AT_ONCE = 1024;

    private FileCopy() {}

    static void write(LocalTable<?> table, Cursor cursor, Path file) throws IOException {
        TableSpec<?> spec = table.spec();
        TableHeader header =
                new TableHeader(
                        table.name(),
                        spec.isNamed(),
                        spec.type(),
                        table.access(),
                        spec.keyPosition(),
                        shape(spec));
        TableFiles.write(file, header, new Walk(cursor, table.rows()));
    }

    /// A new table of the caller with what is in a file.
    static <R> Table<R> read(LocalEts ets, Path file, TableSpec<R> spec) throws IOException {
        return new Filler<R>(ets, spec).read(file);
    }

    /// The same with the specification that the file has: its rows are tuples.
    static Table<Tuple> read(LocalEts ets, Path file) throws IOException {
        return new Filler<Tuple>(ets, null).read(file);
    }

    private static RowShape shape(TableSpec<?> spec) {
        return spec.rowClass() == Tuple.class
                ? RowShape.tuples()
                : RowShape.of(spec.rowClass(), spec.lookup().orElse(null));
    }

    private static final class Walk implements RowSource {
        private final Cursor cursor;
        private final Rows rows;
        private final RowBuffer read = new RowBuffer(AT_ONCE);

        Walk(Cursor cursor, Rows rows) {
            this.cursor = cursor;
            this.rows = rows;
        }

        @Override
        public boolean fill(List<@Nullable Object[]> batch) {
            read.clear();
            boolean more = cursor.fill(read, AT_ONCE);
            read.forEach(row -> batch.add(rows.elements(row)));
            return more;
        }
    }

    /// Makes the table when the file was found sound, and deletes it if reading fails after that.
    private static final class Filler<R> implements RowSink {
        private final LocalEts ets;
        private final @Nullable TableSpec<R> wanted;
        private @Nullable LocalTable<R> table;

        Filler(LocalEts ets, @Nullable TableSpec<R> wanted) {
            this.ets = ets;
            this.wanted = wanted;
        }

        Table<R> read(Path file) throws IOException {
            try {
                TableFiles.read(file, wanted == null ? RowShape.tuples() : shape(wanted), this);
            } catch (Throwable t) {
                if (table != null) {
                    table.end();
                }
                throw t;
            }
            if (table == null) {
                throw new IllegalStateException("file must have a header: file=" + file);
            }
            return table;
        }

        @Override
        @SuppressWarnings("unchecked") // without a specification rows are tuples
        public void begin(TableHeader header) {
            TableSpec<R> spec =
                    wanted == null ? (TableSpec<R>) spec(header) : checked(wanted, header);
            table = ets.make(header.name(), spec);
        }

        private static TableSpec<Tuple> spec(TableHeader header) {
            if (header.keyPosition() == 0) {
                throw new BadArg(
                        "rows tell their key by a function, so a specification must say by which:"
                                + " table="
                                + header.name());
            }
            TableSpec<Tuple> spec =
                    TableSpec.of(header.type())
                            .keyPosition(header.keyPosition())
                            .access(header.access());
            return header.named() ? spec.named() : spec;
        }

        private static <R> TableSpec<R> checked(TableSpec<R> spec, TableHeader header) {
            if (spec.type() != header.type()) {
                throw new BadArg(
                        "expected a file of a %s, got: %s".formatted(spec.type(), header.type()));
            }
            return spec;
        }

        @Override
        @SuppressWarnings("unchecked") // of the shape that was asked for
        public void rows(List<@Nullable Object[]> batch) {
            LocalTable<R> filled = table;
            if (filled != null) {
                List<R> made = new ArrayList<>(batch.size());
                batch.forEach(elements -> made.add((R) filled.rows().ofElements(elements)));
                filled.insertAll(made);
            }
        }
    }
}
