package io.trunkline.engine.task;

import static io.trunkline.engine.task.Task.nonBlocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

class TaskTest {
    private static final Duration PATIENCE = Patience.LONG;
    private static final ExitReason BOOM = ExitReason.other("boom");

    @RegisterExtension final Nodes nodes = new Nodes();

    final Node node = nodes.start();
    final Self self = node.self();

    private <T> T boom() {
        throw node.self().exit(BOOM);
    }

    private static <T> T hang() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts it down");
    }

    private static <T> Callable<T> code(boolean mayBlock, java.util.function.Supplier<T> code) {
        return mayBlock ? code::get : nonBlocking(code);
    }

    /// A process that runs `body` and says when it has.
    private Pid run(CountDownLatch end, Runnable body) {
        return node.spawn(process -> {
            try {
                body.run();
            } finally {
                end.countDown();
            }
        });
    }

    // --- kinds of tasks ---

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskIsAProcessOfItsOwn(boolean mayBlock) {
        Task<Pid> task = Task.async(node, code(mayBlock, () -> node.self().pid()));

        assertThat(task.await(PATIENCE))
                .isEqualTo(task.pid().orElseThrow())
                .isNotEqualTo(self.pid());
    }

    @Test
    void aTaskThatMayBlockHasAThreadAndAnotherHasNone() {
        Task<ProcessInfo.Kind> blocking = Task.async(node, this::kind);
        Task<ProcessInfo.Kind> computing = Task.async(node, nonBlocking(this::kind));

        assertThat(blocking.await()).isEqualTo(ProcessInfo.Kind.THREADED);
        assertThat(computing.await()).isEqualTo(ProcessInfo.Kind.SCHEDULED);
    }

    private ProcessInfo.Kind kind() {
        return node.info(node.self().pid()).orElseThrow().kind();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskMayReturnNull(boolean mayBlock) {
        assertThat(Task.async(node, code(mayBlock, () -> null)).await()).isNull();
    }

    @Test
    void aServerAwaitsItsTasks() {
        Pid lab = node.start(new Lab()).pid();

        int sum =
                Lab.run(
                        lab,
                        server -> {
                            Task<Integer> one = Task.async(node, () -> 1);
                            Task<Integer> two = Task.async(node, nonBlocking(() -> 2));
                            return one.await() + two.await();
                        });

        assertThat(sum).isEqualTo(3);
    }

    @Test
    void aTaskStartsOnlyOnAnOpenNode() {
        Node closed = nodes.start();
        closed.close();

        assertThatThrownBy(() -> Task.start(closed, () -> 1)).isInstanceOf(NodeClosed.class);
    }

    @Test
    void aStartedTaskIsOnItsOwn() {
        CountDownLatch seen = new CountDownLatch(1);
        AtomicReference<Pid> parent = new AtomicReference<>();

        Pid pid =
                Task.start(
                        node,
                        () -> {
                            parent.set(node.self().parent());
                            seen.countDown();
                            return boom();
                        });
        Patience.await(seen);
        Patience.until("task ends", () -> !pid.isAlive());

        assertThat(parent.get()).isNotEqualTo(self.pid());
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    // --- nothing is left ---

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftAfterAwait(boolean mayBlock) {
        Task<Integer> task = Task.async(node, code(mayBlock, () -> 1));
        task.await(PATIENCE);

        assertNothingLeft(task);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftOfAFailureThatWasAwaited(boolean mayBlock) {
        Task<Integer> task = Task.async(node, code(mayBlock, this::boom));
        assertThatThrownBy(() -> task.await(PATIENCE)).isInstanceOf(TaskFailed.class);

        assertNothingLeft(task);
    }

    @Test
    void nothingIsLeftAfterYieldWithAResult() {
        Task<Integer> task = Task.async(node, this::boom);
        assertThat(task.yield(PATIENCE)).isEqualTo(new TaskResult.Exited<>(BOOM));

        assertNothingLeft(task);
    }

    @Test
    void nothingIsLeftAfterShutdown() {
        Task<Integer> task = Task.async(node, TaskTest::hang);
        task.shutdown();

        assertNothingLeft(task);
    }

    @Test
    void noTieIsLeftAfterIgnore() {
        CountDownLatch end = new CountDownLatch(1);
        Task<Integer> task =
                Task.async(
                        node,
                        () -> {
                            Patience.await(end);
                            return boom();
                        });
        task.ignore();

        assertThat(node.info(self.pid()).orElseThrow().links()).isEmpty();
        end.countDown();
        Patience.until("task ends", task::isDone);
        assertNothingLeft(task);
    }

    private void assertNothingLeft(Task<?> task) {
        ProcessInfo me = node.info(self.pid()).orElseThrow();
        assertThat(me.links()).isEmpty();
        assertThat(me.monitors()).isEmpty();
        assertThat(me.monitoredBy()).isEmpty();
        assertThat(self.receive(Duration.ZERO)).isEmpty();
        assertThat(node.processes()).containsExactly(self.pid());
        assertThat(task.pid().orElseThrow().isAlive()).isFalse();
    }

    // --- links ---

    @Test
    void aFailureThatNobodyAwaitsIsAnExitMessage() {
        Task<Integer> task = Task.async(node, this::boom);

        assertThat(self.receive(PATIENCE)).contains(new Exit(task.pid().orElseThrow(), BOOM));
    }

    @Test
    void anIgnoredTaskOutlivesItsOwner() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<Task<Object>> task = new AtomicReference<>();
        run(
                end,
                () -> {
                    task.set(Task.async(node, TaskTest::hang));
                    task.get().ignore();
                });
        Patience.await(end);
        Pid pid = task.get().pid().orElseThrow();

        assertThat(node.info(pid).orElseThrow().links()).isEmpty();
        assertThat(pid.isAlive()).isTrue();
    }

    @Test
    void aTaskThatIsKilledIsDoneAtOnceAndItsThreadIsInterrupted() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Task<Object> task =
                Task.async(
                        node,
                        () -> {
                            begun.countDown();
                            try {
                                return hang();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                        });
        Patience.await(begun);

        assertThat(task.brutalKill()).isEqualTo(TaskResult.none());
        assertThat(task.isDone()).isTrue();
        Patience.await(interrupted);
    }

    /// The value counts, or the kill does, and never both or none.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskEndsOnce(boolean mayBlock) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            Task<Integer> task = Task.async(node, code(mayBlock, () -> 1));
            for (int spins = random.nextInt(400); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            TaskResult<Integer> result = task.brutalKill();
            assertThat(result).isIn(new TaskResult.Ok<>(1), TaskResult.none());
            assertThat(task.yield(Duration.ZERO))
                    .isIn(new TaskResult.Ok<>(1), new TaskResult.Exited<>(ExitReason.killed()));
        }
        assertThat(node.info(self.pid()).orElseThrow().links()).isEmpty();
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    // --- callers ---

    @Test
    void aTaskKnowsWhoAskedForItThroughOthers() {
        AtomicReference<Pid> middle = new AtomicReference<>();
        Task<List<Pid>> outer =
                Task.async(
                        node,
                        () -> {
                            middle.set(node.self().pid());
                            return Task.async(node, nonBlocking(() -> node.self().callers()))
                                    .await();
                        });

        assertThat(outer.await(PATIENCE)).containsExactly(middle.get(), self.pid());
        assertThat(self.callers()).isEmpty();
    }

    // --- messages and futures ---

    @Test
    void anOwnerIsToldIfItWants() {
        Task<Integer> task = Task.<Integer>async(node, () -> 1).tellOwner();

        assertThat(self.receive(PATIENCE)).contains(new Task.Done<>(task, new TaskResult.Ok<>(1)));
    }

    @Test
    void aFutureIsDoneAsItsTaskIs() {
        assertThat(Task.async(node, () -> 1).toFuture().join()).isEqualTo(1);
        assertThat(Task.completed(2).toFuture().join()).isEqualTo(2);
        CompletableFuture<Object> failing = Task.async(node, this::boom).toFuture();
        CompletionException failure =
                catchThrowableOfType(CompletionException.class, failing::join);
        assertThat(failure).hasCauseInstanceOf(TaskFailed.class);
    }

    @Test
    void aTaskIsDoneAsAFutureIs() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Task<String> task = Task.of(node, future);
        assertThat(task.yield(Duration.ZERO)).isEqualTo(TaskResult.none());

        future.complete("x");
        assertThat(task.await(PATIENCE)).isEqualTo("x");

        Task<Object> failed =
                Task.of(node, CompletableFuture.failedFuture(new IllegalStateException("no")));
        assertThatThrownBy(() -> failed.await(PATIENCE))
                .isInstanceOf(TaskFailed.class)
                .hasRootCauseMessage("no");
    }

    @Test
    void anInterruptEndsTheWaitOfAThreadThatIsNoProcess() {
        Task<Object> task = Task.async(node, TaskTest::hang);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> task.await(PATIENCE)).isInstanceOf(TaskFailed.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        task.shutdown();
    }

    // --- many ---

    @Test
    void awaitManyFailsWithTheFirstFailureWhileOthersRun() {
        List<Task<Object>> tasks =
                List.of(Task.async(node, TaskTest::hang), Task.async(node, this::boom));

        TaskFailed failure =
                catchThrowableOfType(TaskFailed.class, () -> Task.awaitMany(tasks, PATIENCE));

        assertThat(failure.reason()).isEqualTo(BOOM);
        assertThat(tasks.getFirst().isDone()).isFalse();
        tasks.getFirst().shutdown();
    }

    @Test
    void awaitManyNamesOneThatIsLate() {
        List<Task<Object>> tasks =
                List.of(Task.async(node, () -> 1), Task.async(node, TaskTest::hang));

        assertThatThrownBy(() -> Task.awaitMany(tasks, Duration.ofMillis(20)))
                .isInstanceOf(TaskFailed.TimedOut.class)
                .hasMessageContaining(tasks.getLast().pid().orElseThrow().toString());
        tasks.getLast().shutdown();
    }

    @Test
    void manyOfNoneAreNone() {
        assertThat(Task.awaitMany(List.<Task<Integer>>of())).isEmpty();
        assertThat(Task.awaitMany(List.of(Task.completed(1)))).containsExactly(1);
    }

    @Test
    void yieldManyWaitsForNoMoreThanItsLimitAndKillsTheRest() {
        List<Task<Integer>> tasks =
                List.of(
                        Task.async(node, TaskTest::hang),
                        Task.async(node, () -> 1),
                        Task.async(node, TaskTest::hang));
        YieldOptions options =
                YieldOptions.defaults()
                        .withTimeout(PATIENCE)
                        .withLimit(1)
                        .withOnTimeout(YieldOptions.Unfinished.KILL);

        assertThat(Task.yieldMany(tasks, options))
                .containsExactly(TaskResult.none(), new TaskResult.Ok<>(1), TaskResult.none());
        assertThat(tasks).allMatch(Task::isDone);
        assertThat(node.processes()).containsExactly(self.pid());
    }

    // --- pipelines and scopes ---

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPipelineHandsOnFromStepToStep(boolean mayBlock) {
        Task<String> whole =
                Task.pipeline(node, code(mayBlock, () -> 20))
                        .then(n -> n + 1)
                        .then(n -> "n" + n)
                        .async();

        assertThat(whole.await(PATIENCE)).isEqualTo("n21");
        assertNothingLeft(whole);
    }

    @Test
    void theFirstStepThatFailsEndsThePipeline() {
        List<Object> steps = new ArrayList<>();
        Task<Boolean> whole =
                Task.pipeline(node, () -> 1)
                        .then(n -> this.<Integer>boom())
                        .then(steps::add)
                        .async();

        TaskFailed failure = catchThrowableOfType(TaskFailed.class, () -> whole.await(PATIENCE));

        assertThat(failure.reason()).isEqualTo(BOOM);
        assertThat(steps).isEmpty();
        assertNothingLeft(whole);
    }

    @Test
    void theEndOfAPipelineEndsItsStep() {
        CountDownLatch begun = new CountDownLatch(1);
        Task<Object> whole =
                Task.pipeline(
                                node,
                                () -> {
                                    begun.countDown();
                                    return hang();
                                })
                        .async();
        Patience.await(begun);
        whole.shutdown();

        assertNothingLeft(whole);
    }

    @Test
    void aScopeLeavesNoTaskBehind() {
        Task<Object> left;
        try (TaskScope scope = TaskScope.open(node)) {
            left = scope.async(TaskTest::hang);
            assertThat(scope.async(() -> 1).await(PATIENCE)).isEqualTo(1);
        }

        assertNothingLeft(left);
    }

    @Test
    void aClosedScopeStartsNothing() {
        TaskScope scope = TaskScope.open(node);
        scope.close();

        assertThatThrownBy(() -> scope.async(() -> 1)).isInstanceOf(IllegalStateException.class);
    }

    // --- simulated ---

    @Test
    void tasksOfASimulatedNodeRunInAnOrderThatCanBeRepeated() {
        assertThat(orderOn(7)).isEqualTo(orderOn(7));
        assertThat(List.of(orderOn(1), orderOn(2), orderOn(3), orderOn(4)))
                .anySatisfy(order -> assertThat(order).isNotEqualTo(orderOn(7)));
    }

    private List<Integer> orderOn(long seed) {
        List<Integer> order = new ArrayList<>();
        SimulatedNode simulated = nodes.simulated(seed);
        List<Task<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            tasks.add(Task.async(simulated, nonBlocking(() -> order.add(number))));
        }
        simulated.settle();
        assertThat(Task.awaitMany(tasks)).hasSize(10);
        assertThat(order).hasSize(10);
        return order;
    }
}
