package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.concurrent.atomic.AtomicInteger;

/// Twins of `WorkerStress`, in small.
public final class WorkerTwins {
    private WorkerTwins() {}

    /// Whether the ring is closed is looked at in another step than the ticket is taken in.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE)
    @Outcome(id = "0, 0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Accepted after the closing, and lost.")
    @State
    public static class ClosesInTwoSteps {
        private final AtomicInteger tail = new AtomicInteger();
        private volatile boolean closed;

        @Actor
        public void submit(II_Result r) {
            if (!closed) {
                tail.incrementAndGet();
                r.r1 = 1;
            }
        }

        @Actor
        public void halt(II_Result r) {
            closed = true;
            r.r2 = tail.get();
        }
    }

    /// A task begins if it looks as if it was waiting.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Cancelled, and run.")
    @State
    public static class BeginsInTwoSteps {
        private volatile int state;

        @Actor
        public void cancel(II_Result r) {
            if (state == 0) {
                state = 2;
                r.r1 = 1;
            }
        }

        @Actor
        public void run(II_Result r) {
            if (state == 0) {
                state = 1;
                r.r2 = 1;
            }
        }
    }

    /// A task is cancelled first, and its thread interrupted afterwards.
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The interrupt strikes the next task.")
    @State
    public static class InterruptsAfterTheEnd {
        private final AtomicInteger state = new AtomicInteger();
        private volatile int interrupt;

        @Actor
        public void cancel() {
            if (state.compareAndSet(0, 2)) {
                interrupt = 1;
            }
        }

        @Actor
        public void run(L_Result r) {
            state.compareAndSet(0, 1);
            interrupt = 0; // what was meant for this task
            for (int i = 0; i < 10 && interrupt == 0; i++) {
                Thread.onSpinWait();
            }
            r.r1 = interrupt;
        }
    }

    /// A worker looks whether it is dead before it says what it has in hand.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Neither finds the other: the task is lost.")
    @State
    public static class LooksBeforeCustody {
        private volatile int custody;
        private volatile boolean dead;

        @Actor
        public void work(II_Result r) {
            boolean seen = dead;
            custody = 1;
            r.r1 = seen ? 1 : 0;
        }

        @Actor
        public void death(II_Result r) {
            dead = true;
            r.r2 = custody;
        }
    }

    /// New queues are published after the old one is emptied, which was never closed.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The task is in a queue that nobody looks at any more.")
    @State
    public static class ReplacesWithoutClosing {
        private final AtomicInteger[] queues = {new AtomicInteger(), new AtomicInteger()};
        private volatile int current;
        private int moved;

        @Actor
        public void submit() {
            AtomicInteger queue = queues[current];
            Thread.onSpinWait();
            queue.incrementAndGet();
        }

        @Actor
        public void resize() {
            moved = queues[0].getAndSet(0);
            current = 1;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = moved + queues[1].get();
        }
    }

    /// Who refuses a task looks whether it has ended, and counts it in another step.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Refused, and ended by its deadline: counted twice.")
    @State
    public static class RefusesInTwoSteps {
        private final AtomicInteger state = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();

        @Actor
        public void refuse() {
            if (state.get() == 0) {
                state.set(1);
                ends.incrementAndGet();
            }
        }

        @Actor
        public void deadline() {
            if (state.compareAndSet(0, 2)) {
                ends.incrementAndGet();
            }
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = ends.get();
        }
    }
}
