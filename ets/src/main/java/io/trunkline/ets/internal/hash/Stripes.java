package io.trunkline.ets.internal.hash;

import io.trunkline.ets.WriteConcurrency;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// The stripes of a store, by the top bits of the print. Any thread.
final class Stripes {
    /* Overview
     *
     * I1  The directory's length is a power of two. A stripe of depth d fills those elements whose
     *     index begins with the d bits that its prints begin with.
     * I2  A directory never changes; a split publishes another one, and retires the stripe only
     *     then. So who finds a stripe retired finds its halves, or their halves, by looking again.
     * I3  Only the holder of a stripe's lock splits it. What it has locked, in ascending order of
     *     prints, stays the stripes of these prints until it leaves.
     */

    /// How many stripes a processor must have so that writers seldom meet.
    private static final int STRIPES_PER_PROCESSOR = 16;

    private static final int MOST_FOR_WRITERS =
            Integer.highestOneBit(
                    STRIPES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());

    // immutable
    private final boolean splitsContended;

    /// Guards the replacement of the directory.
    private final ReentrantLock replacing = new ReentrantLock();

    // written under `replacing`, read by anybody
    private Stripe[] directory;

    Stripes(SlotType type, WriteConcurrency writers) {
        int count = writers == WriteConcurrency.ON ? MOST_FOR_WRITERS : 1;
        int depth = Integer.numberOfTrailingZeros(count);
        Stripe[] all = new Stripe[count];
        for (int i = 0; i < count; i++) {
            all[i] = new Stripe(type, depth == 0 ? 0 : (long) i << (Long.SIZE - depth), depth);
        }
        splitsContended = writers == WriteConcurrency.AUTO;
        directory = all;
        // release: a store is published by whatever means its user has; pairs with directoryAcquire
        VarHandle.releaseFence();
    }

    /// The stripe of a print; perhaps retired by now.
    Stripe at(long print) {
        Stripe[] d = directoryAcquire();
        return d[index(d, print)];
    }

    /// The stripe of a print, locked.
    Stripe lock(long print) {
        for (; ; ) {
            Stripe stripe = at(print);
            if (stripe.tryLock()) {
                return stripe;
            }
            if (stripe.lock() && !splitContended(stripe)) {
                return stripe;
            }
        }
    }

    /// Splits a stripe that the caller has locked, which is retired by that.
    ///
    /// @param forced even if that does not separate what is in it
    /// @return false if it stays as it is
    boolean split(Stripe stripe, boolean forced) {
        if (stripe.depth() == Stripe.MAX_DEPTH) {
            return false;
        }
        Stripe[] halves = stripe.halves(forced);
        if (halves == null) {
            return false;
        }
        replacing.lock();
        try {
            Stripe[] d = directory;
            int length = Math.max(d.length, 1 << halves[0].depth());
            Stripe[] next = new Stripe[length];
            for (int i = 0; i < length; i++) {
                next[i] = d[length == d.length ? i : i >> 1];
            }
            int share = length >> halves[0].depth();
            for (Stripe half : halves) {
                int from = index(next, half.firstPrint());
                Arrays.fill(next, from, from + share, half);
            }
            setDirectoryRelease(next);
        } finally {
            replacing.unlock();
        }
        stripe.retire();
        return true;
    }

    /// The sum over all stripes.
    long rows() {
        long sum = 0;
        Stripe before = null;
        for (Stripe stripe : directoryAcquire()) {
            if (stripe != before) {
                sum += stripe.rows();
                before = stripe;
            }
        }
        return sum;
    }

    long overhead() {
        Stripe[] d = directoryAcquire();
        long sum = 4L * d.length;
        Stripe before = null;
        for (Stripe stripe : d) {
            if (stripe != before) {
                sum += stripe.overhead();
                before = stripe;
            }
        }
        return sum;
    }

    /// Splits a stripe on which writers met too often. Leaves it locked if it fails.
    ///
    /// @return whether it was split
    private boolean splitContended(Stripe stripe) {
        if (!splitsContended
                || !stripe.isContended()
                || directoryAcquire().length >= MOST_FOR_WRITERS) {
            return false;
        }
        try {
            return split(stripe, false);
        } catch (Throwable t) {
            stripe.unlock();
            throw t;
        }
    }

    private static int index(Stripe[] d, long print) {
        // the length is 2^k, so this shifts by 64 - k in two steps: one alone cannot shift by 64
        return (int) ((print >>> 1) >>> Long.numberOfLeadingZeros(d.length));
    }

    private static final VarHandle DIRECTORY;

    static {
        try {
            DIRECTORY =
                    MethodHandles.lookup()
                            .findVarHandle(Stripes.class, "directory", Stripe[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Stripe[] directoryAcquire() {
        return (Stripe[]) DIRECTORY.getAcquire(this);
    }

    private void setDirectoryRelease(Stripe[] next) {
        // release: publishes the stripes in it; pairs with directoryAcquire
        DIRECTORY.setRelease(this, next);
    }
}
