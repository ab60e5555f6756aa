package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.match.Matcher;
import io.trunkline.ets.internal.match.Program;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowBuffer;

import java.util.List;

/// One walk over the rows that a match specification may take. Not thread-safe.
final class Selection {
    /// Rows read at a time: enough that reading ahead costs little, few enough to stay in a cache.
    private static final int AT_ONCE = 256;

    private final Cursor cursor;
    private final Matcher matcher;
    private final RowBuffer rows = new RowBuffer(AT_ONCE);
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
            if (matcher.isTrue(rows.get(next++))) {
                count++;
            }
        }
        return count;
    }

    private boolean advance(int atOnce) {
        while (next == rows.size() && more) {
            rows.clear();
            next = 0;
            more = cursor.fill(rows, atOnce);
            matcher.sift(rows);
        }
        return next < rows.size();
    }
}
