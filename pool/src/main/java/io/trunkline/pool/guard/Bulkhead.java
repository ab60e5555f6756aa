package io.trunkline.pool.guard;

import io.trunkline.engine.Node;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Bounds how many calls run at once, so that what is slow fills its own places and no more.
///
/// Calls that find no place wait for up to `maxWait` (default: not at all), first come first
/// served.
public final class Bulkhead implements Guard {
    private final int places;
    private final Duration maxWait;
    private final Places free;
    private final LongAdder entered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private Bulkhead(int places, Duration maxWait, GuardTime time) {
        if (places < 1) {
            throw new IllegalArgumentException("places must be >= 1: places=" + places);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("maxWait must be >= 0: maxWait=" + maxWait);
        }
        this.places = places;
        this.maxWait = maxWait;
        this.free = new Places(places, time);
    }

    /// Makes a bulkhead that refuses calls it has no place for.
    public static Bulkhead of(int places) {
        return new Bulkhead(places, Duration.ZERO, GuardTime.SYSTEM);
    }

    /// Makes a bulkhead whose calls wait for a place.
    public static Bulkhead of(int places, Duration maxWait) {
        return new Bulkhead(places, maxWait, GuardTime.SYSTEM);
    }

    /// Makes a bulkhead whose calls wait in a node's time, as processes.
    public static Bulkhead of(int places, Duration maxWait, Node node) {
        return new Bulkhead(places, maxWait, GuardTime.of(node));
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
            free.leave();
        }
    }

    /// The counts of now.
    public Snapshot snapshot() {
        return new Snapshot(places - free.free(), free.waiting(), entered.sum(), refused.sum());
    }

    private void enter() {
        try {
            if (!free.take(maxWait)) {
                refused.increment();
                throw new BulkheadFull(places, free.waiting());
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
