package io.trunkline.pool.breaker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Counts the failures since the last call that went well.
final class ConsecutiveWindow extends Window {
    private static final VarHandle FAILURES = failuresHandle();

    private final int limit;

    /// Any thread: raised atomically, set to 0 by calls that went well.
    private volatile int failures;

    ConsecutiveWindow(int limit) {
        this.limit = limit;
    }

    @Override
    void good() {
        // in good times only read, so that all processors keep their copy of it
        if (failures != 0) {
            failures = 0;
        }
    }

    @Override
    boolean bad(int outcome) {
        return (int) FAILURES.getAndAdd(this, 1) + 1 >= limit;
    }

    @Override
    CircuitSnapshot.Recent recent() {
        int now = failures;
        return new CircuitSnapshot.Recent(now, now, 0);
    }

    private static VarHandle failuresHandle() {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(ConsecutiveWindow.class, "failures", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
