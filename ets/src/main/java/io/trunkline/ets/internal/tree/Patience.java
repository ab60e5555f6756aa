package io.trunkline.ets.internal.tree;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How to wait for the holder of a leaf: it is done in less than a microsecond, unless it lost its
/// processor or holds many leaves.
final class Patience {
    private static final int SPINS = 16;
    private static final int YIELDS = 32;
    private static final long MAX_PARK = TimeUnit.MILLISECONDS.toNanos(1);

    private Patience() {}

    /// Waits a little, longer with each try. A pending interrupt is left alone.
    static void pause(int tries) {
        if (tries < SPINS) {
            for (int i = 0; i <= tries; i++) {
                Thread.onSpinWait();
            }
        } else if (tries < YIELDS || Thread.currentThread().isInterrupted()) {
            Thread.yield(); // an interrupted thread cannot park
        } else {
            int step = Math.min(tries - YIELDS, 10);
            LockSupport.parkNanos(Math.min(1_000L << step, MAX_PARK));
        }
    }
}
