package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.row.Rows;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/// Adds to the one integer after the key: what most counters do, without the lists of the general
/// form.
final class Increment extends RowUpdate {
    private final long increment;

    /// What it is now.
    long result;

    Increment(Rows rows, Object key, long increment, @Nullable Object otherwise) {
        super(rows, key, otherwise);
        this.increment = increment;
    }

    @Override
    Object change(Object row) {
        int position = position(row);
        checkPosition(row, position);
        result =
                rows.isLong(position)
                        ? Math.addExact(rows.longElement(row, position), increment)
                        : sum(row, position);
        return rows.with(row, position, rows.integer(row, position, result));
    }

    private long sum(Object row, int position) {
        Number before = CountersUpdate.integer(rows.element(row, position), row, position);
        return before instanceof BigInteger big
                ? big.add(BigInteger.valueOf(increment)).longValueExact()
                : Math.addExact(before.longValue(), increment);
    }

    /// The one after the key; the second while nobody knows where the key is.
    private int position(Object row) {
        int keyPosition = rows.keyPosition();
        return keyPosition == 0 ? 2 : keyPosition + 1;
    }
}
