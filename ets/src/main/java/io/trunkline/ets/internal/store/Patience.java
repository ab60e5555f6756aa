package io.trunkline.ets.internal.store;

import java.util.concurrent.locks.LockSupport;

/// How to wait for a lock that its holder gives back in less than a microsecond, unless it lost its
/// processor or holds many: spin, then yield, then park. Nobody is ever woken, so nobody pays for
/// waking.
///
/// Waits go in rounds, with longer parks in later ones: who wakes from a park spins before it parks
/// again, or it would look once in a while at a lock that a busy holder gives back for a moment
/// only, and never get it.
public final class Patience {
    private static final int SPINS = 12;
    private static final int ROUND = 20;
    private static final long SHORTEST_PARK = 1_000; // nanoseconds
    private static final int DOUBLINGS = 7;

    private Patience() {}

    /// Waits a little. A pending interrupt is left alone.
    ///
    /// @param waits how often the caller has waited for this lock already
    public static void pause(int waits) {
        int step = waits % ROUND;
        if (step < SPINS) {
            for (int i = 1 << Math.min(step, 5); i > 0; i--) {
                Thread.onSpinWait();
            }
        } else {
            Thread.yield();
            if (step == ROUND - 1) {
                // returns at once if the thread is interrupted; hence the yield before it
                LockSupport.parkNanos(SHORTEST_PARK << Math.min(waits / ROUND, DOUBLINGS));
            }
        }
    }
}
