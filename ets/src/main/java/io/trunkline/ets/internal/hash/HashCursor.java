package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowBuffer;

/// A walk over the rows of a table, in pieces.
final class HashCursor implements Cursor {
    private final SlotType type;
    private final Walk walk;

    HashCursor(SlotType type, Stripes stripes) {
        this.type = type;
        this.walk = new Walk(type, stripes);
    }

    @Override
    public boolean fill(RowBuffer rows, int limit) {
        long target = (long) rows.size() + limit;
        if (type.isSingle()) {
            fillWithSlots(rows, target);
        } else {
            fillFromSlots(rows, target);
        }
        return rows.size() >= target;
    }

    /// Where a slot is a row it is not looked into, as that would wait for memory.
    private void fillWithSlots(RowBuffer rows, long target) {
        Chunk chunk = Chunk.ofRows(rows);
        while (!walk.isAtEnd() && rows.size() < target) {
            Stripe stripe = walk.look(chunk, step(target - rows.size()));
            walk.pass(stripe, chunk, chunk.size());
            chunk.keep();
        }
    }

    private void fillFromSlots(RowBuffer rows, long target) {
        Chunk chunk = Chunk.ofSlots(step(target - rows.size()));
        while (!walk.isAtEnd() && rows.size() < target) {
            Stripe stripe = walk.look(chunk, step(target - rows.size()));
            walk.pass(stripe, chunk, take(chunk, rows, target));
        }
    }

    private static int step(long wanted) {
        return Math.clamp(wanted, 1, Walk.LONGEST_STEP);
    }

    /// Adds the rows of entries until there are enough. Keys without an order between them are not
    /// parted: a walk could not tell where it is between them.
    ///
    /// @return how many entries were taken
    private int take(Chunk chunk, RowBuffer rows, long target) {
        int taken = 0;
        while (taken < chunk.size() && (rows.size() < target || isTied(chunk, taken))) {
            Object slot = chunk.slot(taken);
            if (slot instanceof RowList several) {
                rows.addAll(several);
            } else {
                rows.add(slot);
            }
            taken++;
        }
        return taken;
    }

    private boolean isTied(Chunk chunk, int index) {
        long there = chunk.print(index);
        return !SlotType.isUnique(there)
                && there == chunk.print(index - 1)
                && type.compareTies(type.key(chunk.slot(index - 1)), type.key(chunk.slot(index)))
                        == 0;
    }
}
