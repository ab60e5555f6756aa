package io.trunkline.ets.internal.hash;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A step from one key to the next, as of one moment even if there are stripes between them: all
/// that were looked at are validated together, or locked together in ascending order. Owned by one
/// thread, for one try.
final class Step {
    private final SlotType type;
    private final Stripes stripes;
    private final Fixes fixes;
    private final int looks;

    private Stripe[] looked = new Stripe[2];
    private long[] stamps = new long[2];
    private int count;
    private boolean needsLock;
    private boolean unknown;

    /// @param looks how often it was tried before; see [SeqLock#beginRead(int)]
    Step(SlotType type, Stripes stripes, Fixes fixes, int looks) {
        this.type = type;
        this.stripes = stripes;
        this.fixes = fixes;
        this.looks = looks;
    }

    /// The slot after that of `key`, or the very first if the key is null; null if there is none.
    /// To be believed if [#end] agrees.
    @Nullable Object slotAfter(@Nullable Object key) {
        long print = key == null ? 0 : type.print(key);
        Stripe stripe = begin(print);
        int at = key == null ? 0 : placeAfter(stripe, print, key);
        if (at < 0) {
            return null;
        }
        Object slot = stripe.slot(stripe.next(at));
        while (slot == null && stripe.lastPrint() != -1) {
            stripe = begin(stripe.lastPrint() + 1);
            slot = stripe.slot(stripe.next(0));
        }
        return slot;
    }

    /// Ends all looks.
    ///
    /// @return whether what was found is true
    boolean end() {
        boolean undisturbed = !needsLock;
        while (count > 0) {
            count--;
            undisturbed &= looked[count].endRead(stamps[count]);
        }
        return undisturbed;
    }

    /// Whether the next try must lock: only so can it know what was deleted.
    boolean needsLock() {
        return needsLock;
    }

    /// Whether the key is neither there nor remembered.
    boolean isUnknown() {
        return unknown;
    }

    private Stripe begin(long print) {
        for (; ; ) {
            Stripe stripe = stripes.at(print);
            long stamp = stripe.beginRead(looks);
            if (stamp != SeqLock.RETIRED) {
                if (count == looked.length) {
                    grow(stripe, stamp);
                }
                looked[count] = stripe;
                stamps[count++] = stamp;
                return stripe;
            }
        }
    }

    private void grow(Stripe stripe, long stamp) {
        try {
            looked = Arrays.copyOf(looked, 2 * count);
            stamps = Arrays.copyOf(stamps, 2 * count);
        } catch (Throwable t) {
            stripe.endRead(stamp);
            throw t;
        }
    }

    private int placeAfter(Stripe stripe, long print, Object key) {
        long stamp = stamps[0];
        int at = stripe.find(print, key, stamp);
        if (at >= 0) {
            return at + 1;
        }
        long fix = fixes.current();
        boolean locked = (stamp & 1) != 0;
        if (fix != Fixes.NONE && !locked) {
            needsLock = true;
        } else if (fix == Fixes.NONE || !stripe.hasDeleted(print, key, fix)) {
            unknown = true;
        } else {
            return ~stripe.placeOfDeleted(at, print, key, fix);
        }
        return -1;
    }
}
