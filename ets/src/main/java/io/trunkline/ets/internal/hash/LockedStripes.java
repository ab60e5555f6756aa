package io.trunkline.ets.internal.hash;

import java.util.ArrayList;
import java.util.List;

/// The stripes that an operation on many keys has locked, in ascending order of their prints. Owned
/// by one thread.
final class LockedStripes implements AutoCloseable {
    private final Stripes stripes;
    private final List<Stripe> locked = new ArrayList<>();

    private LockedStripes(Stripes stripes) {
        this.stripes = stripes;
    }

    /// Locks every stripe.
    static LockedStripes all(Stripes stripes) {
        LockedStripes every = new LockedStripes(stripes);
        try {
            long print = 0;
            do {
                Stripe stripe = stripes.lock(print);
                every.adopt(stripe);
                print = stripe.lastPrint() + 1;
            } while (print != 0);
            return every;
        } catch (Throwable t) {
            every.close();
            throw t;
        }
    }

    /// Locks the stripes of some prints and makes room for an entry of each of them. Stripes that
    /// will have too many entries are split before.
    ///
    /// @param prints ascending, as unsigned numbers
    static LockedStripes of(Stripes stripes, long[] prints) {
        LockedStripes some = new LockedStripes(stripes);
        try {
            for (int i = 0; i < prints.length; ) {
                Stripe stripe = stripes.lock(prints[i]);
                some.adopt(stripe);
                int end = endOf(stripe, prints, i);
                if (some.splits(stripe, prints, i, end)) {
                    some.locked.removeLast();
                } else {
                    stripe.reserve(end - i);
                    i = end;
                }
            }
            return some;
        } catch (Throwable t) {
            some.close();
            throw t;
        }
    }

    /// The stripe of a print, which must be among those it was made of.
    Stripe get(long print) {
        int low = 0;
        int high = locked.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(locked.get(middle).lastPrint(), print) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return locked.get(low);
    }

    List<Stripe> stripes() {
        return locked;
    }

    @Override
    public void close() {
        for (Stripe stripe : locked) {
            stripe.unlock();
        }
        locked.clear();
    }

    private void adopt(Stripe stripe) {
        try {
            locked.add(stripe);
        } catch (Throwable t) {
            stripe.unlock();
            throw t;
        }
    }

    private static int endOf(Stripe stripe, long[] prints, int from) {
        long last = stripe.lastPrint();
        int end = from;
        while (end < prints.length && Long.compareUnsigned(prints[end], last) <= 0) {
            end++;
        }
        return end;
    }

    private boolean splits(Stripe stripe, long[] prints, int from, int end) {
        if (end - from + stripe.entries() <= Stripe.MAX_ENTRIES) {
            return false;
        }
        // the newcomers alone tell whether a split separates them, as they ascend
        int eighth = (end - from) / 8;
        long middle = stripe.firstPrint() + (Long.MIN_VALUE >>> stripe.depth());
        boolean separates =
                end - from > stripe.entries()
                        && Long.compareUnsigned(prints[from + eighth], middle) < 0
                        && Long.compareUnsigned(prints[end - 1 - eighth], middle) >= 0;
        return (separates || stripe.isFull()) && stripes.split(stripe, separates);
    }
}
