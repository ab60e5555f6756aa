package io.trunkline.pool.worker;

import static io.trunkline.pool.worker.WorkerSpec.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.testkit.Probe;
import io.trunkline.engine.testkit.Seed;
import io.trunkline.engine.testkit.TrunklineTest;
import io.trunkline.pool.metrics.Intervals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class WorkerPoolTest {
    private final List<Object> ran = new ArrayList<>();

    private Callable<String> task(String name) {
        return () -> {
            ran.add(name);
            return name;
        };
    }

    @TrunklineTest
    @Seed(1)
    void runsTasksOnEveryKindOfWorker(SimulatedNode node) {
        for (WorkerSpec spec :
                List.of(
                        workers(2),
                        workers(2).scheduled(),
                        workers(2).pinned(WaitStrategy.BLOCKING))) {
            try (WorkerPool pool = WorkerPool.start(node, spec)) {
                assertThat(pool.execute(task("a")).await()).isEqualTo("a");
            }
        }
    }

    @Test
    void runsTasksOnEveryKindOfWorkerOfARealNode() {
        try (Node node = Node.start()) {
            for (WorkerSpec spec :
                    List.of(
                            workers(2),
                            workers(2).scheduled(),
                            workers(2).pinned(WaitStrategy.BLOCKING))) {
                try (WorkerPool pool = WorkerPool.start(node, spec)) {
                    List<Callable<Integer>> codes = new ArrayList<>();
                    for (int i = 0; i < 500; i++) {
                        int n = i;
                        codes.add(() -> n);
                    }
                    assertThat(pool.invokeAll(codes)).allMatch(t -> t.isDone());
                }
            }
        }
    }

    @TrunklineTest
    @Seed(1)
    void failsATaskThatThrowsAndKeepsItsWorker(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        Pid worker = pool.execute(() -> node.self().pid()).await();
        WorkerTask<?> task =
                pool.execute(() -> {
                    throw new IllegalStateException("no");
                });

        assertThatExceptionOfType(WorkFailed.class)
                .isThrownBy(task::await)
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(pool.execute(() -> node.self().pid()).await()).isEqualTo(worker);
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void restartsAWorkerThatAnErrorEnds(SimulatedNode node, Probe probe) {
        probe.expectCrash(AssertionError.class);
        WorkerPool pool = WorkerPool.start(node, workers(1));
        Pid worker = pool.execute(() -> node.self().pid()).await();
        WorkerTask<?> task =
                pool.execute(() -> {
                    throw new AssertionError("bad");
                });

        assertThatExceptionOfType(WorkFailed.class)
                .isThrownBy(task::await)
                .withCauseInstanceOf(AssertionError.class);
        assertThat(pool.execute(() -> node.self().pid()).await()).isNotEqualTo(worker);
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void failsTheTaskOfAKilledWorkerWithTheReason(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<?> task = pool.execute(() -> node.self().sleep(ofSeconds(10)));
        WorkerTask<String> next = pool.execute(task("next"));
        node.settle();
        killWorkers(pool);

        assertThatExceptionOfType(WorkFailed.Crashed.class)
                .isThrownBy(task::await)
                .satisfies(f -> assertThat(f.reason()).isEqualTo(ExitReason.killed()));
        assertThat(next.await()).isEqualTo("next");
        pool.close();
    }

    private static void killWorkers(WorkerPool pool) {
        pool.workers().forEach(pid -> pid.exit(ExitReason.kill()));
    }

    @TrunklineTest
    @Seed(1)
    void runsAnIdempotentTaskAgainAheadOfOthers(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<Integer> task =
                pool.submit(
                        () -> {
                            ran.add("again");
                            node.self().sleep(ofSeconds(1));
                            return ran.size();
                        },
                        Terms.defaults().asIdempotent());
        WorkerTask<String> next = pool.execute(task("next"));
        node.settle();
        killWorkers(pool);

        assertThat(task.await()).isEqualTo(2);
        next.await();
        assertThat(ran).containsExactly("again", "again", "next");
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void refusesWhatThereIsNoRoomFor(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1).scheduled().queue(2, WhenFull.REJECT));
        pool.execute(task("a"));
        pool.execute(task("b"));

        assertThatExceptionOfType(TaskRejected.class)
                .isThrownBy(() -> pool.execute(task("c")))
                .satisfies(r -> assertThat(r.reason()).isEqualTo(TaskRejected.Reason.FULL));
        node.settle();
        assertThat(ran).containsExactly("a", "b");
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void dropsTheOldestForTheNewest(SimulatedNode node) {
        WorkerPool pool =
                WorkerPool.start(node, workers(1).scheduled().queue(2, WhenFull.DROP_OLDEST));
        WorkerTask<String> a = pool.execute(task("a"));
        pool.execute(task("b"));
        pool.execute(task("c"));
        node.settle();

        assertThat(ran).containsExactly("b", "c");
        assertThatExceptionOfType(TaskRejected.class)
                .isThrownBy(a::await)
                .satisfies(r -> assertThat(r.reason()).isEqualTo(TaskRejected.Reason.DROPPED));
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void hasTheSubmitterRunWhatThereIsNoRoomFor(SimulatedNode node) {
        WorkerPool pool =
                WorkerPool.start(node, workers(1).scheduled().queue(1, WhenFull.CALLER_RUNS));
        pool.execute(task("a"));
        WorkerTask<String> b = pool.execute(task("b"));

        assertThat(ran).containsExactly("b");
        assertThat(b.isDone()).isTrue();
        pool.close();
        assertThat(ran).containsExactly("b", "a");
    }

    @TrunklineTest
    @Seed(1)
    void waitsForRoomAsLongAsItMay(SimulatedNode node) {
        WorkerPool pool =
                WorkerPool.start(node, workers(1).queue(1, WhenFull.BLOCK).blockFor(ofSeconds(3)));
        pool.execute(() -> node.self().sleep(ofSeconds(2)));
        node.settle();
        pool.execute(() -> node.self().sleep(ofSeconds(5)));
        long before = node.clock().nanoTime();
        pool.execute(task("b"));
        assertThat(node.clock().nanoTime() - before).isEqualTo(ofSeconds(2).toNanos());

        assertThatExceptionOfType(TaskRejected.class).isThrownBy(() -> pool.execute(task("c")));
        assertThat(node.clock().nanoTime() - before).isEqualTo(ofSeconds(5).toNanos());
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void waitsForRoomNoLongerThanTheDeadlineAndCountsThatOnce(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1).queue(1, WhenFull.BLOCK));
        pool.execute(() -> node.self().sleep(ofSeconds(5)));
        node.settle();
        pool.execute(task("waits"));
        long before = node.clock().nanoTime();
        WorkerTask<?> late = pool.submit(task("late"), Terms.deadline(ofSeconds(1)));
        assertThatExceptionOfType(TaskRejected.class)
                .isThrownBy(late::await)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TaskRejected.Reason.DEADLINE));
        assertThat(node.clock().nanoTime() - before).isEqualTo(ofSeconds(1).toNanos());
        pool.close();

        assertThat(ran).containsExactly("waits");
        assertThat(pool.snapshot().submitted()).isEqualTo(3);
        assertThat(pool.snapshot().ended()).isEqualTo(pool.snapshot().accepted());
    }

    @TrunklineTest
    @Seed(1)
    void rejectsWhatHasWaitedTooLong(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1).maxWait(ofSeconds(1)));
        pool.execute(() -> node.self().sleep(ofSeconds(2)));
        WorkerTask<String> late = pool.execute(task("late"));
        node.advance(ofSeconds(3));

        assertThatExceptionOfType(TaskRejected.class)
                .isThrownBy(late::await)
                .satisfies(
                        r -> assertThat(r.reason()).isEqualTo(TaskRejected.Reason.WAITED_TOO_LONG));
        assertThat(ran).isEmpty();
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void endsATaskAtItsDeadlineWaitingOrRunning(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<?> running =
                pool.submit(
                        () -> {
                            node.self().sleep(ofSeconds(60));
                            return 0;
                        },
                        Terms.deadline(ofSeconds(2)));
        WorkerTask<String> waiting = pool.submit(task("w"), Terms.deadline(ofSeconds(1)));
        WorkerTask<String> inTime = pool.submit(task("t"), Terms.deadline(ofSeconds(90)));
        node.advance(ofSeconds(3));

        assertThatExceptionOfType(WorkFailed.DeadlineExceeded.class).isThrownBy(running::await);
        assertThatExceptionOfType(TaskRejected.class)
                .isThrownBy(waiting::await)
                .satisfies(r -> assertThat(r.reason()).isEqualTo(TaskRejected.Reason.DEADLINE));
        node.advance(ofSeconds(60));
        assertThat(inTime.await()).isEqualTo("t");
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void runsTheNewestFirstWhileHalfOfTheQueueIsTaken(SimulatedNode node) {
        WorkerPool pool =
                WorkerPool.start(
                        node, workers(1).scheduled().queue(4, WhenFull.REJECT).newestFirst());
        for (String name : List.of("a", "b", "c", "d")) {
            pool.execute(task(name));
        }
        node.settle();

        assertThat(ran).containsExactly("d", "c", "a", "b");
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void keepsTheTasksOfAKeyInOrderAcrossResizes(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(3).scheduled().dispatch(Dispatch.BY_KEY));
        for (int i = 0; i < 300; i++) {
            int n = i;
            if (i == 100) {
                pool.resize(1);
            } else if (i == 200) {
                pool.resize(5);
            }
            pool.submit(() -> ran.add("k" + n % 7 + ":" + n), Terms.key("k" + n % 7));
        }
        pool.close();

        for (int key = 0; key < 7; key++) {
            String prefix = "k" + key + ":";
            List<Integer> seen =
                    ran.stream()
                            .map(String::valueOf)
                            .filter(s -> s.startsWith(prefix))
                            .map(s -> Integer.parseInt(s.substring(prefix.length())))
                            .toList();
            assertThat(seen).isSorted();
        }
        assertThat(ran).hasSize(300);
    }

    @TrunklineTest
    @Seed(1)
    void resizesWithEachWayOfDispatch(SimulatedNode node) {
        for (Dispatch dispatch : Dispatch.values()) {
            WorkerPool pool = WorkerPool.start(node, workers(4).dispatch(dispatch));
            for (int size : new int[] {1, 6, 2, 3}) {
                for (int i = 0; i < 20; i++) {
                    pool.execute(task("t"));
                }
                pool.resize(size);
                node.settle();
                assertThat(pool.workers()).hasSize(size);
            }
            pool.close();
        }
        assertThat(ran).hasSize(Dispatch.values().length * 80);
    }

    @TrunklineTest
    @Seed(1)
    void passesOverAWorkerThatIsDead(SimulatedNode node) {
        WorkerPool pool =
                WorkerPool.start(node, workers(3).scheduled().dispatch(Dispatch.ROUND_ROBIN));
        node.settle();
        pool.workers().iterator().next().exit(ExitReason.kill());
        for (int i = 0; i < 6; i++) {
            pool.execute(task("t"));
        }
        node.settle();
        assertThat(ran).hasSize(6);
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void doesNotCrashAWorkerThatHearsOfAnothersCrash(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<?> lost = pool.execute(() -> node.self().sleep(ofSeconds(10)));
        node.settle();
        killWorkers(pool);
        WorkerTask<?> hears = pool.execute(() -> lost.await());

        assertThatExceptionOfType(WorkFailed.Crashed.class).isThrownBy(hears::await);
        assertThat(pool.snapshot().crashes()).isEqualTo(1);
        pool.close();
    }

    @Test
    void letsInThoseWhoWaitForRoomOneByOne() throws Exception {
        try (Node node = Node.start();
                WorkerPool pool = WorkerPool.start(node, workers(1).queue(1, WhenFull.BLOCK))) {
            AtomicInteger runs = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int i = 0; i < 100; i++) {
                                        pool.execute(runs::incrementAndGet);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            pool.close();
            assertThat(runs).hasValue(400);
            assertThat(pool.snapshot().largestQueue()).isEqualTo(1);
        }
    }

    @TrunklineTest
    @Seed(1)
    void givesUpAfterTooManyCrashes(SimulatedNode node, Probe probe) {
        probe.expectCrash(reason -> reason instanceof ExitReason.Other);
        probe.expectCrash(reason -> reason instanceof ExitReason.Other);
        WorkerPool pool =
                WorkerPool.start(node, workers(1).intensity(1, ofSeconds(5)).name("images"));
        for (int i = 0; i < 2; i++) {
            node.settle();
            killWorkers(pool);
        }
        node.settle();

        assertThat(pool.pid().isAlive()).isFalse();
        assertThatExceptionOfType(TaskRejected.class)
                .isThrownBy(() -> pool.execute(task("t")))
                .withMessage("TaskRejected: pool=images, reason=CLOSED");
    }

    @TrunklineTest
    @Seed(1)
    void isRestartedInASupervisionTreeUntilItIsClosed(SimulatedNode node, Probe probe) {
        probe.expectCrash(reason -> reason.equals(ExitReason.killed()));
        WorkerPool pool = WorkerPool.prepare(node, workers(2).name("images"));
        assertThatExceptionOfType(TaskRejected.class).isThrownBy(() -> pool.execute(task("t")));
        Pid tree = Supervisor.start(node, Strategy.ONE_FOR_ONE, pool.child());
        WorkerTask<?> lost = pool.execute(() -> node.self().sleep(ofSeconds(10)));
        node.settle();
        pool.pid().exit(ExitReason.kill());
        node.settle();

        assertThatExceptionOfType(WorkFailed.Crashed.class).isThrownBy(lost::await);
        assertThat(pool.execute(task("t")).await()).isEqualTo("t");
        pool.close();
        node.settle();
        assertThat(pool.pid().isAlive()).isFalse();
        tree.stop();
    }

    @TrunklineTest
    @Seed(1)
    void rejectsWhatWaitsWhenItsProcessEnds(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<?> running = pool.execute(() -> node.self().sleep(ofSeconds(10)));
        WorkerTask<String> waiting = pool.execute(task("w"));
        node.settle();
        pool.pid().stop();

        assertThatExceptionOfType(WorkFailed.Crashed.class).isThrownBy(running::await);
        assertThatExceptionOfType(TaskRejected.class).isThrownBy(waiting::await);
    }

    @TrunklineTest
    @Seed(1)
    void givesUpWhatIsLeftWhenTheTimeToCloseIsUp(SimulatedNode node) throws Exception {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<?> running = pool.execute(() -> node.self().sleep(ofSeconds(10)));
        WorkerTask<String> waiting = pool.execute(task("w"));
        assertThat(pool.close(ofSeconds(1))).isFalse();
        node.settle();

        assertThatExceptionOfType(WorkFailed.Crashed.class).isThrownBy(running::await);
        assertThatExceptionOfType(TaskRejected.class).isThrownBy(waiting::await);
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void interruptsACancelledTaskAndNeverALaterOne() throws Exception {
        try (Node node = Node.start();
                WorkerPool pool = WorkerPool.start(node, workers(1))) {
            AtomicInteger struck = new AtomicInteger();
            AtomicBoolean reached = new AtomicBoolean();
            for (int i = 0; i < 2000; i++) {
                CountDownLatch begun = new CountDownLatch(1);
                WorkerTask<?> victim =
                        pool.execute(() -> {
                            begun.countDown();
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            reached.set(true);
                        });
                WorkerTask<?> later =
                        pool.execute(() -> {
                            if (Thread.currentThread().isInterrupted()) {
                                struck.incrementAndGet();
                            }
                        });
                begun.await();
                assertThat(victim.cancel(true)).isTrue();
                assertThatExceptionOfType(CancellationException.class).isThrownBy(victim::await);
                later.await();
            }
            assertThat(struck).hasValue(0);
            assertThat(reached).isTrue();
        }
    }

    @TrunklineTest
    @Seed(1)
    void neverRunsWhatWasCancelledBefore(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1).scheduled());
        WorkerTask<String> task = pool.execute(task("t"));
        assertThat(task.cancel(false)).isTrue();
        assertThat(task.cancel(false)).isFalse();
        node.settle();

        assertThat(ran).isEmpty();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(task::await);
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void runsATaskOnTheThreadThatWaitsForItIfNobodyHasBegun(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1).scheduled());
        Thread here = Thread.currentThread();
        assertThat(pool.execute(Thread::currentThread).await()).isSameAs(here);
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void tellsAFutureOfEachEnd(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        var good = pool.execute(task("t")).toFuture();
        var cancelled = pool.execute(task("t"));
        var future = cancelled.toFuture();
        cancelled.cancel(true);
        node.settle();

        assertThat(good).isCompletedWithValue("t");
        assertThat(future).isCancelled();
        pool.close();
    }

    @TrunklineTest
    @Seed(1)
    void saysThatAWaitTookTooLong(SimulatedNode node) {
        WorkerPool pool = WorkerPool.start(node, workers(1));
        WorkerTask<?> slow = pool.execute(() -> node.self().sleep(ofSeconds(10)));
        assertThatExceptionOfType(WorkFailed.TimedOut.class)
                .isThrownBy(() -> slow.await(ofMillis(20)))
                .withMessage("WorkTimeout: await(PT0.02S)");
        pool.close();
        assertThat(slow.isDone()).isTrue();
    }

    @TrunklineTest
    @Seed(1)
    void countsAndTimesWhatBecomesOfTasks(SimulatedNode node) {
        WorkerPool pool =
                WorkerPool.start(node, workers(1).queue(2, WhenFull.REJECT).name("images"));
        Intervals waits = pool.waits();
        Intervals runs = pool.runs();
        pool.execute(() -> node.self().sleep(ofSeconds(2)));
        node.settle();
        pool.execute(task("a"));
        pool.execute(task("b")).cancel(true);
        assertThatExceptionOfType(TaskRejected.class).isThrownBy(() -> pool.execute(task("c")));
        node.advance(ofSeconds(3));

        assertThat(pool.snapshot().toString())
                .startsWith(
                        "images: 0 of 1 workers busy, 0 waiting (most: 2); 4 submitted, 3 accepted;"
                                + " 2 completed, 0 failed, 1 cancelled, rejected ")
                .endsWith("; 0 crashes");
        assertThat(pool.snapshot().rejected(TaskRejected.Reason.FULL)).isEqualTo(1);
        assertThat(waits.next().count()).isEqualTo(2);
        assertThat(runs.next().max()).isBetween(ofMillis(1980), ofMillis(2040));
        assertThat(runs.next().count()).isZero();
        pool.close();
    }

    @Test
    void refusesSpecsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workers(0))
                .withMessage("workers must be in 1..65536: workers=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workers(1).queue(0, WhenFull.REJECT))
                .withMessage("capacity must be in 1..16777216: capacity=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workers(1).maxWait(ofSeconds(0)))
                .withMessage("maxWait must be in 1 ns..365 days: maxWait=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workers(1).dispatch(Dispatch.BY_KEY).newestFirst().settings())
                .withMessage(
                        "dispatch by key must keep the order of tasks: newestFirst=true,"
                                + " whenFull=REJECT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Terms.deadline(ofSeconds(0)))
                .withMessage("deadline must be > 0: deadline=PT0S");
    }
}
