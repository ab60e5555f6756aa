package io.trunkline.ets.internal.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How often a store is fixed, and for the how-manieth time. Any thread.
///
/// Deleted keys are remembered with the number of the fix that they were deleted in, so that
/// whoever cleans up after one fix leaves alone what belongs to the next.
final class Fixes {
    /// The number of no fix.
    static final long NONE = 0;

    private static final int COUNT_BITS = 32;
    private static final long COUNT = (1L << COUNT_BITS) - 1;

    /// The number of the newest fix, and in the low half how many hold it.
    private volatile long state;

    /// The number of the fix that holds now, or [#NONE].
    long current() {
        // volatile: a deleter reads it after its CAS of the stripe's version, and add() is followed
        // by a full fence, so that who fixes and then finds a key is seen by who deletes it then
        long s = state;
        return (s & COUNT) == 0 ? NONE : s >>> COUNT_BITS;
    }

    void add() {
        long s;
        do {
            s = state;
        } while (!casState(s, (s & COUNT) == 0 ? s + (1L << COUNT_BITS) + 1 : s + 1));
        VarHandle.fullFence();
    }

    /// Takes one fix back.
    ///
    /// @return the number of the fix that has ended with this; NONE if it still holds
    long remove() {
        long s;
        do {
            s = state;
            if ((s & COUNT) == 0) {
                throw new IllegalStateException("store must be fixed to be released: fixes=0");
            }
        } while (!casState(s, s - 1));
        return (s & COUNT) == 1 ? s >>> COUNT_BITS : NONE;
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Fixes.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean casState(long expected, long next) {
        return STATE.compareAndSet(this, expected, next);
    }
}
