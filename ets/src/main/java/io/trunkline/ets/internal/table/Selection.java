package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.match.Matcher;
import io.trunkline.ets.internal.match.Program;
import io.trunkline.ets.internal.store.Cursor;

import java.util.ArrayList;
import java.util.List;

/// One walk over the rows that a match specification may take. Not thread-safe.
final class Selection {
    /// Rows read at a time: enough that reading ahead costs little, few enough to stay in a cache.
    private static final int AT_ONCE = 256;

    private final Cursor cursor;
    private final Matcher matcher;
    private final List<Object> rows = new ArrayList<>();
    private int next;
    private boolean more = true;

    Selection(Cursor cursor, Matcher matcher) {
        this.cursor = cursor;
        this.matcher = matcher;
    }

    /// Adds results up to a number of them.
    void collect(List<Object> results, int limit) {
        while (results.size() < limit && advance(Math.min(AT_ONCE, limit))) {
            Object result = matcher.run(rows.get(next++));
            if (result != Program.NO_MATCH) {
                results.add(result);
            }
        }
    }

    /// How many rows give `true`.
    long count() {
        long count = 0;
        while (advance(AT_ONCE)) {
            if (matcher.run(rows.get(next++)) instanceof Boolean flag && flag) {
                count++;
            }
        }
        return count;
    }

    private boolean advance(int atOnce) {
        if (next == rows.size()) {
            rows.clear();
            next = 0;
            if (more) {
                more = cursor.fill(rows, atOnce);
            }
        }
        return next < rows.size();
    }
}
