package io.trunkline.ets.internal.hash;

import org.jspecify.annotations.Nullable;

/// A place in the order of prints and the way on from there. Owned by one walker.
final class Walk {
    /// So many entries are looked at in one step, at most: a reader that is disturbed again and
    /// again does it under the lock.
    static final int LONGEST_STEP = 256;

    private final SlotType type;
    private final Stripes stripes;

    /// The last key and its print; or no key, and the first print of what is left.
    private long print;

    private @Nullable Object key;
    private boolean atEnd;

    Walk(SlotType type, Stripes stripes) {
        this.type = type;
        this.stripes = stripes;
    }

    /// Whether nothing is left.
    boolean isAtEnd() {
        return atEnd;
    }

    /// Reads up to `max` of the next entries, perhaps none, in one step; more if the last ones have
    /// no order between them. The walk stays where it is.
    ///
    /// @return the stripe that has them
    Stripe look(Chunk chunk, int max) {
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

    /// Goes past the first entries of what was read.
    void pass(Stripe stripe, Chunk chunk, int passed) {
        if (passed == chunk.size() && chunk.isLast()) {
            print = stripe.lastPrint() + 1;
            key = null;
            atEnd = print == 0;
        } else if (passed > 0) {
            print = chunk.print(passed - 1);
            key = type.key(chunk.slot(passed - 1));
        }
    }
}
