package io.trunkline.ets.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tables written and read in tests.
final class Loaded implements RowSink {
    final List<Object[]> rows = new ArrayList<>();
    TableHeader header;

    @Override
    public void begin(TableHeader found) {
        header = found;
    }

    @Override
    public void rows(List<Object[]> batch) {
        rows.addAll(batch);
    }

    List<List<Object>> lists() {
        return rows.stream().map(Arrays::asList).toList();
    }

    static Loaded from(Path file) throws IOException {
        return from(file, RowShape.tuples());
    }

    static Loaded from(Path file, RowShape shape) throws IOException {
        Loaded loaded = new Loaded();
        TableFiles.read(file, shape, loaded);
        return loaded;
    }

    /// Gives the rows one by one.
    static RowSource source(List<Object[]> rows) {
        var left = rows.iterator();
        return batch -> {
            if (left.hasNext()) {
                batch.add(left.next());
            }
            return left.hasNext();
        };
    }

    static RowSource source(Object[]... rows) {
        return source(List.of(rows));
    }

    static Object[] row(Object... elements) {
        return elements;
    }
}
