package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.Cursor;

import java.util.List;

/// A walk over the rows of a table, in pieces.
final class HashCursor implements Cursor {
    private final SlotType type;
    private final Walk walk;

    HashCursor(SlotType type, Stripes stripes) {
        this.type = type;
        this.walk = new Walk(type, stripes);
    }

    @Override
    public boolean fill(List<Object> rows, int limit) {
        long target = (long) rows.size() + limit;
        Chunk chunk = new Chunk(Math.clamp(limit, 1, Walk.LONGEST_STEP), false);
        while (!walk.isAtEnd() && rows.size() < target) {
            int max = (int) Math.min(target - rows.size(), Walk.LONGEST_STEP);
            Stripe stripe = walk.look(chunk, max);
            walk.pass(stripe, chunk, take(chunk, rows, target));
        }
        return rows.size() >= target;
    }

    /// Adds the rows of entries until there are enough. Keys without an order between them are not
    /// parted: a walk could not tell where it is between them.
    ///
    /// @return how many entries were taken
    private int take(Chunk chunk, List<Object> rows, long target) {
        if (type.isSingle()) {
            return takeRows(chunk, rows, (int) Math.min(chunk.size(), target - rows.size()));
        }
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

    /// The same where a slot is a row: it is not looked into, as that would wait for memory.
    private int takeRows(Chunk chunk, List<Object> rows, int wanted) {
        int taken = wanted;
        while (taken > 0 && taken < chunk.size() && isTied(chunk, taken)) {
            taken++;
        }
        for (int i = 0; i < taken; i++) {
            rows.add(chunk.slot(i));
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
