package io.trunkline.pool.guard;

import io.trunkline.engine.Clock;
import io.trunkline.engine.Node;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The time that guards follow: the machine's, or a node's, which may be virtual.
interface GuardTime {
    /// The machine's.
    GuardTime SYSTEM =
            new GuardTime() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public boolean pause(long nanos) {
                    long deadline = System.nanoTime() + nanos;
                    long left = nanos;
                    while (left > 0) {
                        if (Thread.currentThread().isInterrupted()) {
                            return false;
                        }
                        LockSupport.parkNanos(this, left);
                        left = deadline - System.nanoTime();
                    }
                    return !Thread.currentThread().isInterrupted();
                }
            };

    /// A node's; a pause is one of the calling process and holds up no other.
    static GuardTime of(Node node) {
        Clock clock = node.clock();
        return new GuardTime() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public boolean pause(long nanos) {
                if (nanos > 0) {
                    node.self().sleep(Duration.ofNanos(nanos));
                }
                return !Thread.currentThread().isInterrupted();
            }
        };
    }

    long nanoTime();

    /// Waits.
    ///
    /// @return whether the thread was not interrupted; its status stays as it is
    boolean pause(long nanos);
}
