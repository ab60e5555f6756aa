package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Bounds how many calls run at once, so that what is slow fills its own places and no more.
///
/// Calls that find no place wait for up to `maxWait` (default: not at all), first come first
/// served. Waiting is that of a thread and in real time: on a simulated node, where nobody could
/// leave meanwhile, do without.
public final class Bulkhead implements Guard {
    private final int places;
    private final long maxWait;

    /// Fair: a call that comes must not pass one that waits.
    private final Semaphore free;

    private final LongAdder entered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private Bulkhead(int places, Duration maxWait) {
        if (places < 1) {
            throw new IllegalArgumentException("places must be >= 1: places=" + places);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("maxWait must be >= 0: maxWait=" + maxWait);
        }
        this.places = places;
        this.maxWait = TimeUnit.NANOSECONDS.convert(maxWait);
        this.free = new Semaphore(places, true);
    }

    /// Makes a bulkhead that refuses calls it has no place for.
    public static Bulkhead of(int places) {
        return new Bulkhead(places, Duration.ZERO);
    }

    /// Makes a bulkhead whose calls wait for a place.
    public static Bulkhead of(int places, Duration maxWait) {
        return new Bulkhead(places, maxWait);
    }

    /// Runs a call in one of the places.
    ///
    /// @throws BulkheadFull if there was none in time
    /// @throws GuardInterrupted if it was interrupted while it waited for one
    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        enter();
        try {
            return work.call();
        } finally {
            free.release();
        }
    }

    /// The counts of now.
    public Snapshot snapshot() {
        return new Snapshot(
                places - free.availablePermits(),
                free.getQueueLength(),
                entered.sum(),
                refused.sum());
    }

    private void enter() {
        try {
            // the form with a time is the fair one, also with none to wait
            if (!free.tryAcquire(maxWait, TimeUnit.NANOSECONDS)) {
                refused.increment();
                throw new BulkheadFull(places, free.getQueueLength());
            }
        } catch (InterruptedException e) {
            throw GuardInterrupted.now("place");
        }
        entered.increment();
    }

    /// What a bulkhead holds and has done.
    ///
    /// @param running how many calls are in it
    /// @param waiting how many wait, about
    /// @param entered how many got a place
    /// @param refused how many got none in time
    public record Snapshot(int running, int waiting, long entered, long refused) {}
}
