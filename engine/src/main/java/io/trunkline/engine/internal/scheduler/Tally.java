package io.trunkline.engine.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What one runner has counted. Each counter has one writer at a time, so counting is a load and a
/// store; who adds them up reads them while they grow.
final class Tally {
    // written by the runner
    final Counter turns = new Counter();
    final Counter steals = new Counter();
    final Counter parks = new Counter();
    final Counter blocks = new Counter();

    // written by who has just won the runner's seat, to wake it
    final Counter wakeUps = new Counter();

    /// Adds all of another's.
    void add(Tally other) {
        turns.add(other.turns.get());
        steals.add(other.steals.get());
        parks.add(other.parks.get());
        blocks.add(other.blocks.get());
        wakeUps.add(other.wakeUps.get());
    }

    /// Counts up.
    static final class Counter {
        private long value;

        void increment() {
            add(1);
        }

        void add(long n) {
            // opaque: seen in time by who looks; orders nothing. The read is its writer's own
            VALUE.setOpaque(this, value + n);
        }

        long get() {
            // opaque: as in add
            return (long) VALUE.getOpaque(this);
        }

        private static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
