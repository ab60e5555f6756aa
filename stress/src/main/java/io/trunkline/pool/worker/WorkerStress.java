package io.trunkline.pool.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/// What races in a worker pool: the ring against its closing, the ends of a task, and a worker
/// against its death.
public final class WorkerStress {
    private WorkerStress() {}

    /// Ends with the JVM.
    private static final Node NODE = Node.start();

    private static final Pid PID = NODE.self().pid();

    /// A pool that nobody works in.
    static class Stand {
        final PoolRun pool =
                new PoolRun(
                        NODE,
                        WorkerSpec.workers(1).scheduled().untimed().settings(),
                        new PoolTimes());
        final TaskRing ring = new TaskRing(2, true);
        private int ran;

        QueuedTask<Object> task() {
            return pool.task((Runnable) () -> ran++, Terms.defaults());
        }

        int ran() {
            return ran;
        }
    }

    /// Q1: a task is accepted, and found by who empties the closed ring, or it is refused.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "offer -> close")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "close -> offer")
    @Outcome(expect = FORBIDDEN, desc = "Accepted and lost, or refused and run.")
    @State
    public static class OfferAgainstClose extends Stand {
        @Actor
        public void submit(II_Result r) {
            r.r1 = ring.offer(task()) == TaskQueue.Offer.ACCEPTED ? 1 : 0;
        }

        @Actor
        public void halt(II_Result r) {
            ring.close();
            r.r2 = ring.poll() == null ? 0 : 1;
        }
    }

    /// Two take from a ring of two while a third puts in more than it holds.
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A task was taken twice, or is lost.")
    @State
    public static class TakesAgainstOffers extends Stand {
        private int accepted;
        private int first;
        private int second;

        @Actor
        public void submit() {
            for (int i = 0; i < 4; i++) {
                accepted += ring.offer(task()) == TaskQueue.Offer.ACCEPTED ? 1 : 0;
            }
        }

        @Actor
        public void take() {
            first = run() + run();
        }

        @Actor
        public void takeToo() {
            second = run() + run();
        }

        private int run() {
            QueuedTask<?> task = ring.poll();
            return task != null && task.begin(Runner.GUEST) ? 1 : 0;
        }

        @Arbiter
        public void verdict(L_Result r) {
            int left = 0;
            while (run() == 1) {
                left++;
            }
            r.r1 = first + second + left == accepted ? "each once" : accepted + " accepted";
        }
    }

    /// T1: a task is cancelled before it begins, and never runs, or it has begun and cannot give a
    /// value.
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "cancelled, no value")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "completed before")
    @Outcome(expect = FORBIDDEN, desc = "Two ends, or none.")
    @State
    public static class CancelAgainstStart extends Stand {
        private final QueuedTask<Object> task = task();

        @Actor
        public void cancel(II_Result r) {
            r.r1 = task.cancel(true) ? 1 : 0;
        }

        @Actor
        public void run(II_Result r) {
            r.r2 = task.begin(Runner.GUEST) && task.complete(Runner.GUEST, task.call()) ? 1 : 0;
        }
    }

    /// T3: an interrupt that is meant for a task is over when its runner is done with it.
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The interrupt struck what came after.")
    @State
    public static class InterruptAgainstEnd extends Stand {
        private final QueuedTask<Object> task = task();

        @Actor
        public void cancel() {
            task.cancel(true);
        }

        @Actor
        public void run(L_Result r) {
            Runner me = new Runner(Thread.currentThread());
            if (task.begin(me)) {
                task.complete(me, task.call());
                Thread.interrupted();
            }
            for (int i = 0; i < 10; i++) {
                Thread.onSpinWait();
            }
            r.r1 = Thread.interrupted() ? 1 : 0;
        }
    }

    /// W1: a worker takes a task and dies: the task fails, completes, or is there again.
    @JCStressTest
    @Outcome(
            id = {"done", "again"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The task is lost.")
    @State
    public static class WorkAgainstDeath extends Stand {
        private final Seat seat = pool.seats().getFirst();
        private final Worker worker = new Worker(pool, seat, PID, null);
        private final QueuedTask<Object> task = task();

        public WorkAgainstDeath() {
            seat.lane.queue.offer(task);
        }

        @Actor
        public void work() {
            worker.work();
        }

        @Actor
        public void death() {
            worker.exited(PID, ExitReason.killed());
        }

        @Arbiter
        public void verdict(L_Result r) {
            boolean again = false;
            for (QueuedTask<?> t = seat.lane.take(); t != null; t = seat.lane.take()) {
                again |= t == task && t.isWaiting();
            }
            r.r1 = task.isDone() ? "done" : again ? "again" : "lost";
        }
    }

    /// R1, Q1: a task that is submitted while its queue is replaced is in the old one or in the
    /// new.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The task is lost, or there twice.")
    @State
    public static class ResizeAgainstSubmit {
        private final PoolRun pool =
                new PoolRun(
                        NODE,
                        WorkerSpec.workers(1)
                                .scheduled()
                                .untimed()
                                .queue(2, WhenFull.REJECT)
                                .dispatch(Dispatch.BY_KEY)
                                .settings(),
                        new PoolTimes());
        private final Lane before = pool.seats().getFirst().lane;

        @Actor
        public void submit() {
            pool.submit(pool.task((Runnable) () -> {}, Terms.key("k")));
        }

        @Actor
        public void resize() {
            pool.resize(1);
        }

        @Arbiter
        public void verdict(L_Result r) {
            Lane after = before.successor;
            r.r1 = before.queue.size() + (after == null ? 0 : after.queue.size());
        }
    }

    /// R1: a task that is submitted while the pool is shut down is among those given up, or it is
    /// refused.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "submit -> shutdown")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "shutdown -> submit")
    @Outcome(expect = FORBIDDEN, desc = "Accepted and lost, or refused and given up.")
    @State
    public static class SubmitAgainstShutdown extends Stand {
        @Actor
        public void submit(II_Result r) {
            try {
                pool.submit(task());
                r.r1 = 1;
            } catch (TaskRejected refused) {
                r.r1 = 0;
            }
        }

        @Actor
        public void shutdown(II_Result r) {
            r.r2 = pool.shutdownNow().size();
        }
    }

    /// T2: a task that is refused while its deadline passes ends, and is counted, once.
    @JCStressTest
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "submitted, and rejected for one reason")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice, or not at all.")
    @State
    public static class RefusalAgainstDeadline {
        private final PoolRun pool =
                new PoolRun(
                        NODE,
                        WorkerSpec.workers(1)
                                .scheduled()
                                .untimed()
                                .queue(1, WhenFull.REJECT)
                                .settings(),
                        new PoolTimes());
        private final QueuedTask<Object> task = pool.task((Runnable) () -> {}, Terms.defaults());

        public RefusalAgainstDeadline() {
            pool.submit(pool.task((Runnable) () -> {}, Terms.defaults()));
        }

        @Actor
        public void submit() {
            try {
                pool.submit(task);
            } catch (TaskRejected refused) {
                // counted, see below
            }
        }

        @Actor
        public void deadline() {
            task.expire();
        }

        @Arbiter
        public void verdict(II_Result r) {
            WorkerSnapshot s = pool.snapshot();
            r.r1 = (int) s.submitted();
            r.r2 =
                    (int)
                            (s.rejected(TaskRejected.Reason.FULL)
                                    + s.rejected(TaskRejected.Reason.DEADLINE));
        }
    }
}
