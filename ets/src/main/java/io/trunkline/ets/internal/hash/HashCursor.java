package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.Cursor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A walk in the order of prints. Where it is follows from the last key alone; see [Stripe].
final class HashCursor implements Cursor {
    /// So many entries are looked at in one step, at most: a reader that is disturbed again and
    /// again does it under the lock.
    private static final int STEP = 256;

    private final SlotType type;
    private final Stripes stripes;

    /// The last key and its print; or no key, and the first print of what is left.
    private long print;

    private @Nullable Object key;
    private boolean done;

    HashCursor(SlotType type, Stripes stripes) {
        this.type = type;
        this.stripes = stripes;
    }

    @Override
    public boolean fill(List<Object> rows, int limit) {
        long target = (long) rows.size() + limit;
        Chunk chunk = new Chunk(Math.clamp(limit, 1, STEP));
        while (!done && rows.size() < target) {
            Stripe stripe = look(chunk, (int) Math.min(target - rows.size(), STEP));
            if (take(chunk, rows, target) && chunk.isLast()) {
                print = stripe.lastPrint() + 1;
                key = null;
                done = print == 0;
            }
        }
        return rows.size() >= target;
    }

    /// Reads the next entries.
    ///
    /// @return the stripe that has them
    private Stripe look(Chunk chunk, int max) {
        for (int looks = 0; ; looks++) {
            Stripe stripe = stripes.at(print);
            long stamp = stripe.beginRead(looks);
            if (stamp == SeqLock.RETIRED) {
                continue;
            }
            chunk.clear();
            boolean undisturbed;
            try {
                stripe.read(print, key, max, chunk, stamp);
            } finally {
                undisturbed = stripe.endRead(stamp);
            }
            if (undisturbed) {
                return stripe;
            }
        }
    }

    /// Adds the rows of entries until there are enough. Keys without an order between them are not
    /// parted: a walk could not tell where it is between them.
    ///
    /// @return whether all were taken
    private boolean take(Chunk chunk, List<Object> rows, long target) {
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
        if (taken > 0) {
            print = chunk.print(taken - 1);
            key = type.key(chunk.slot(taken - 1));
        }
        return taken == chunk.size();
    }

    private boolean isTied(Chunk chunk, int index) {
        long there = chunk.print(index);
        return !SlotType.isUnique(there)
                && there == chunk.print(index - 1)
                && type.compareTies(type.key(chunk.slot(index - 1)), type.key(chunk.slot(index)))
                        == 0;
    }
}
