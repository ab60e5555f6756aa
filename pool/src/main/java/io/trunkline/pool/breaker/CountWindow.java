package io.trunkline.pool.breaker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Remembers the last calls, a given number of them.
///
/// Each has a slot; a new call takes the next slot in turn and exchanges what is in it. `counts` is
/// raised by the difference, so that at rest it is the sum of the slots, and at any time the sum of
/// those that were recorded up to now: who raises it over the limit sees so. A thread that is held
/// up between its turn and its exchange for as long as all others go round may put an older call in
/// the place of a newer one; the number of calls counted stays the same.
///
/// While all slots hold good calls another one changes nothing, and need not be written: in good
/// times the window is only read.
final class CountWindow extends Window {
    static final int LARGEST = 1 << 19;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(byte[].class);

    /// A slot holds this with the outcome's bits, or 0 before its first call.
    private static final int FILLED = 4;

    /// The parts of `counts`, 21 bits each.
    private static final int SLOW_SHIFT = 21;

    private static final int CALLS_SHIFT = 42;
    private static final int PART = (1 << 21) - 1;

    /// What the parts of slow and failed calls begin with: they may be below it for a moment, when
    /// a call is taken out by one thread before it was added by another, and must not borrow.
    private static final int NONE = 1 << 19;

    private static final long NO_CALLS = (long) NONE << SLOW_SHIFT | NONE;

    private final Limits limits;
    private final byte[] slots;
    private final long allGood;

    /// Any thread, by compare-and-set.
    private final AtomicInteger turn = new AtomicInteger();

    /// Any thread: calls, slow ones and failed ones.
    private final AtomicLong counts = new AtomicLong(NO_CALLS);

    CountWindow(int size, Limits limits) {
        this.limits = limits;
        this.slots = new byte[size];
        this.allGood = NO_CALLS + ((long) size << CALLS_SHIFT);
    }

    @Override
    void good() {
        if (counts.get() != allGood) {
            put(Outcome.GOOD);
        }
    }

    @Override
    boolean bad(int outcome) {
        long now = put(outcome);
        return limits.areReached(calls(now), failed(now), slow(now));
    }

    @Override
    CircuitSnapshot.Recent recent() {
        long now = counts.get();
        return new CircuitSnapshot.Recent(calls(now), failed(now), slow(now));
    }

    /// @return the counts with this call
    private long put(int outcome) {
        int slot = nextSlot();
        byte next = (byte) (FILLED | outcome);
        if ((byte) SLOT.getVolatile(slots, slot) == next) {
            return counts.get();
        }
        byte old = (byte) SLOT.getAndSet(slots, slot, next);
        return counts.addAndGet(weight(next) - weight(old));
    }

    private int nextSlot() {
        int slot;
        do {
            slot = turn.get();
        } while (!turn.compareAndSet(slot, slot + 1 == slots.length ? 0 : slot + 1));
        return slot;
    }

    private static long weight(byte slot) {
        return slot == 0
                ? 0
                : 1L << CALLS_SHIFT
                        | (Outcome.isSlow(slot) ? 1L << SLOW_SHIFT : 0)
                        | (Outcome.isFailed(slot) ? 1 : 0);
    }

    private static int calls(long counts) {
        return (int) (counts >>> CALLS_SHIFT);
    }

    private static int slow(long counts) {
        return Math.max(0, ((int) (counts >>> SLOW_SHIFT) & PART) - NONE);
    }

    private static int failed(long counts) {
        return Math.max(0, ((int) counts & PART) - NONE);
    }
}
