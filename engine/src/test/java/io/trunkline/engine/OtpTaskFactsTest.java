package io.trunkline.engine;

import static io.trunkline.engine.task.TaskStream.OnTimeout.EXIT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trunkline.engine.agent.Agent;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.ChildNotStarted;
import io.trunkline.engine.supervisor.ChildResult;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.task.Task;
import io.trunkline.engine.task.TaskFailed;
import io.trunkline.engine.task.TaskResult;
import io.trunkline.engine.task.TaskStream;
import io.trunkline.engine.task.TaskSupervisor;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// As [OtpFactsTest], of tasks and agents. The calling thread's implicit process traps exits: where
/// a fact is about one that does not, the caller is a process of its own.
class OtpTaskFactsTest {
    private static final Duration PATIENCE = Patience.LONG;
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final ExitReason BOOM = ExitReason.other("boom");

    @RegisterExtension final Nodes nodes = new Nodes();

    final Node node = nodes.start();
    final Self self = node.self();

    /// Ends the calling task.
    <T> T boom() {
        throw node.self().exit(BOOM);
    }

    ExitReason endOf(Consumer<Self> body) {
        MonitorRef ref = self.spawnMonitor(body);
        return self.receive(
                        message ->
                                message instanceof Down down && down.ref().equals(ref)
                                        ? Receive.take(down.reason())
                                        : Receive.skip(),
                        PATIENCE)
                .orElseThrow();
    }

    /// Waits for what never comes, until it is killed.
    <T> T hang() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts it down");
    }

    List<Object> mailbox() {
        List<Object> messages = new ArrayList<>();
        Optional<Object> next = self.receive(Duration.ZERO);
        while (next.isPresent()) {
            messages.add(next.get());
            next = self.receive(Duration.ZERO);
        }
        return messages;
    }

    static TaskFailed failureOf(Task<?> task) {
        return catchThrowableOfType(TaskFailed.class, () -> task.await(PATIENCE));
    }

    @Nested
    class Awaiting {
        @Test
        @DisplayName("Task.await value")
        void awaitGivesTheValue() {
            assertThat(Task.async(node, () -> 3 + 4).await(PATIENCE)).isEqualTo(7);
        }

        @Test
        @DisplayName("Task.await leaves no message behind")
        void awaitLeavesNoMessage() {
            Task.async(node, () -> 7).await(PATIENCE);

            assertThat(mailbox()).isEmpty();
        }

        @Test
        @DisplayName("task crash, caller not trapping: caller dies")
        void aCallerDiesWithItsTask() {
            AtomicReference<Object> awaited = new AtomicReference<>();

            ExitReason end =
                    endOf(caller -> {
                        Task<Object> task = Task.async(node, OtpTaskFactsTest.this::boom);
                        awaited.set(task.await(PATIENCE));
                    });

            assertThat(end).isEqualTo(BOOM);
            assertThat(awaited).hasNullValue();
        }

        @Test
        @DisplayName("task crash, caller trapping: await exits")
        void awaitThrowsInACallerThatTraps() {
            AtomicReference<TaskFailed> failure = new AtomicReference<>();

            ExitReason end =
                    endOf(caller -> {
                        caller.trapExit(true);
                        failure.set(failureOf(Task.async(node, OtpTaskFactsTest.this::boom)));
                    });

            assertThat(failure.get().reason()).isEqualTo(BOOM);
            assertThat(end).isEqualTo(ExitReason.normal());
        }

        @Test
        @DisplayName("task raises, reason seen by await")
        void awaitNamesWhatTheTaskThrew() {
            Task<Object> task =
                    Task.async(
                            node,
                            () -> {
                                throw new IllegalStateException("raised");
                            });

            TaskFailed failure = failureOf(task);

            assertThat(failure.reason())
                    .isEqualTo(ExitReason.crashed(new IllegalStateException("raised")));
            assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
        }

        @Test
        @DisplayName("task throws, reason seen by await")
        void awaitNamesACheckedExceptionAsItIs() {
            Task<Object> task =
                    Task.async(
                            node,
                            () -> {
                                throw new java.io.IOException("v");
                            });

            assertThat(failureOf(task).reason())
                    .isEqualTo(ExitReason.crashed(new java.io.IOException("v")));
        }

        @Test
        @DisplayName("task exits normal before replying: await exits")
        void awaitThrowsIfTheTaskEndsItself() {
            Task<Object> task =
                    Task.async(
                            node,
                            () -> {
                                throw node.self().exit(ExitReason.normal());
                            });

            assertThat(failureOf(task).reason()).isEqualTo(ExitReason.normal());
        }

        @Test
        @DisplayName("await timeout exits the caller, late reply is dropped, task lives on")
        void aLateTaskLivesOnAndLeavesNoMessage() {
            CountDownLatch end = new CountDownLatch(1);
            Task<String> task =
                    Task.async(
                            node,
                            () -> {
                                Patience.await(end);
                                return "late";
                            });

            assertThatThrownBy(() -> task.await(SHORT)).isInstanceOf(TaskFailed.TimedOut.class);
            assertThat(task.pid().orElseThrow().isAlive()).isTrue();

            end.countDown();
            Patience.until("task ends", task::isDone);
            assertThat(mailbox()).isEmpty();
        }

        @Test
        @DisplayName("await by another process")
        void onlyTheOwnerMayAwait() {
            Task<Integer> task = Task.async(node, () -> 1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();

            endOf(other -> {
                try {
                    task.await(PATIENCE);
                } catch (RuntimeException e) {
                    thrown.set(e);
                }
            });

            assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        }

        @Test
        @DisplayName("Task.ignore running task")
        void anIgnoredTaskGoesUnnoticed() {
            CountDownLatch end = new CountDownLatch(1);
            Task<String> task =
                    Task.async(
                            node,
                            () -> {
                                Patience.await(end);
                                return "x";
                            });

            assertThat(task.ignore()).isEqualTo(TaskResult.none());

            end.countDown();
            Patience.until("task ends", task::isDone);
            assertThat(mailbox()).isEmpty();
        }

        @Test
        @DisplayName("Task.completed")
        void aCompletedTaskHasItsValue() {
            assertThat(Task.completed(9).await()).isEqualTo(9);
        }

        @Test
        @DisplayName("caller dies: linked task dies too")
        void aTaskDiesWithItsCaller() {
            AtomicReference<Task<Object>> task = new AtomicReference<>();

            endOf(caller -> {
                task.set(Task.async(node, OtpTaskFactsTest.this::hang));
                throw caller.exit(ExitReason.shutdown());
            });

            assertThat(task.get().pid().orElseThrow().isAlive()).isFalse();
        }

        @Test
        @DisplayName("await_many keeps the order of the tasks")
        void awaitManyKeepsTheOrder() {
            CountDownLatch others = new CountDownLatch(2);
            Task<Integer> slow =
                    Task.async(
                            node,
                            () -> {
                                Patience.await(others);
                                return 30;
                            });
            List<Task<Integer>> tasks = List.of(slow, counted(others, 10), counted(others, 20));

            assertThat(Task.awaitMany(tasks, PATIENCE)).containsExactly(30, 10, 20);
        }

        private Task<Integer> counted(CountDownLatch latch, int value) {
            return Task.async(
                    node,
                    () -> {
                        latch.countDown();
                        return value;
                    });
        }

        @Test
        @DisplayName("yield_many")
        void yieldManyGivesWhatIsDone() {
            Task<String> done = Task.async(node, () -> "a");
            Task<String> hanging = Task.async(node, OtpTaskFactsTest.this::hang);
            Patience.until("task ends", done::isDone);

            assertThat(Task.yieldMany(List.of(done, hanging), SHORT))
                    .containsExactly(new TaskResult.Ok<>("a"), TaskResult.none());
            hanging.shutdown();
        }
    }

    @Nested
    class Asking {
        @Test
        @DisplayName("yield: nil, then the value")
        void yieldGivesNothingThenTheValue() {
            CountDownLatch end = new CountDownLatch(1);
            Task<String> task =
                    Task.async(
                            node,
                            () -> {
                                Patience.await(end);
                                return "v";
                            });

            assertThat(task.yield(SHORT)).isEqualTo(TaskResult.none());
            end.countDown();
            assertThat(task.yield(PATIENCE)).isEqualTo(new TaskResult.Ok<>("v"));
        }

        @Test
        @DisplayName("yield of a crashed task, caller trapping")
        void yieldGivesTheReasonToACallerThatTraps() {
            AtomicReference<Object> result = new AtomicReference<>();

            ExitReason end =
                    endOf(caller -> {
                        caller.trapExit(true);
                        Task<Object> task = Task.async(node, OtpTaskFactsTest.this::boom);
                        result.set(task.yield(PATIENCE));
                    });

            assertThat(result.get()).isEqualTo(new TaskResult.Exited<>(BOOM));
            assertThat(end).isEqualTo(ExitReason.normal());
        }

        @Test
        @DisplayName("shutdown of a running task")
        void shutdownEndsARunningTask() {
            Task<Object> task = Task.async(node, OtpTaskFactsTest.this::hang);

            assertThat(task.shutdown()).isEqualTo(TaskResult.none());
            assertThat(task.pid().orElseThrow().isAlive()).isFalse();
        }

        @Test
        @DisplayName("shutdown when the reply is already there")
        void shutdownGivesAValueThatIsThere() {
            Task<String> task = Task.async(node, () -> "v");
            Patience.until("task ends", task::isDone);

            assertThat(task.shutdown()).isEqualTo(new TaskResult.Ok<>("v"));
        }

        @Test
        @DisplayName("shutdown brutal_kill")
        void brutalKillGivesNothing() {
            Task<Object> task = Task.async(node, OtpTaskFactsTest.this::hang);

            assertThat(task.brutalKill()).isEqualTo(TaskResult.none());
        }

        @Test
        @DisplayName("shutdown of a task that ignores shutdown is killed after the timeout")
        void aTaskThatTrapsShutdownIsKilled() {
            CountDownLatch trapping = new CountDownLatch(1);
            Task<Object> task =
                    Task.async(
                            node,
                            () -> {
                                node.self().trapExit(true);
                                trapping.countDown();
                                return hang();
                            });
            Patience.await(trapping);

            assertThat(task.shutdown(SHORT))
                    .isEqualTo(new TaskResult.Exited<>(ExitReason.killed()));
            assertThat(task.pid().orElseThrow().isAlive()).isFalse();
        }

        @Test
        @DisplayName("shutdown of a crashed task, caller trapping")
        void shutdownGivesTheReasonOfACrash() {
            Task<Object> task = Task.async(node, OtpTaskFactsTest.this::boom);
            Patience.until("task ends", task::isDone);

            assertThat(task.shutdown()).isEqualTo(new TaskResult.Exited<>(BOOM));
        }
    }

    @Nested
    class Streams {
        private <T> List<TaskResult<T>> results(TaskStream<?, T> stream) {
            return stream.toItems().stream().map(TaskStream.Item::result).toList();
        }

        private static TaskResult<Integer> ok(int value) {
            return new TaskResult.Ok<>(value);
        }

        @Test
        @DisplayName("async_stream ordered")
        void anOrderedStreamKeepsTheOrder() {
            CountDownLatch others = new CountDownLatch(2);

            var stream =
                    Task.stream(
                            node,
                            List.of(3, 1, 2),
                            n -> {
                                if (n == 3) {
                                    Patience.await(others);
                                } else {
                                    others.countDown();
                                }
                                return n;
                            });

            assertThat(results(stream.maxConcurrency(3))).containsExactly(ok(3), ok(1), ok(2));
        }

        @Test
        @DisplayName("async_stream unordered")
        void anUnorderedStreamGivesWhatIsDone() {
            CountDownLatch one = new CountDownLatch(1);
            CountDownLatch five = new CountDownLatch(1);
            var stream =
                    Task.stream(
                            node,
                            List.of(9, 1, 5),
                            n -> {
                                if (n == 5) {
                                    Patience.await(one);
                                } else if (n == 9) {
                                    Patience.await(five);
                                }
                                return n;
                            });
            List<TaskResult<Integer>> seen = new ArrayList<>();

            try (var results = stream.maxConcurrency(3).ordered(false).results()) {
                seen.add(results.next().result());
                one.countDown();
                seen.add(results.next().result());
                five.countDown();
                seen.add(results.next().result());
            }

            assertThat(seen).containsExactly(ok(1), ok(5), ok(9));
        }

        @Test
        @DisplayName("async_stream never exceeds max_concurrency")
        void noMoreRunThanThereAreSlots() {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch three = new CountDownLatch(3);

            Task.stream(
                            node,
                            IntStream.range(0, 50).boxed(),
                            n -> {
                                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                three.countDown();
                                Patience.await(three);
                                return running.getAndDecrement();
                            })
                    .maxConcurrency(3)
                    .toList();

            assertThat(most).hasValue(3);
        }

        @Test
        @DisplayName("async_stream is lazy: take(1) of 100 with max_concurrency 4 starts")
        void whoTakesOneStartsNoMoreThanTheSlots() {
            AtomicInteger begun = new AtomicInteger();
            try (var results =
                    Task.stream(
                                    node,
                                    IntStream.range(0, 100)
                                            .boxed()
                                            .peek(n -> begun.incrementAndGet()),
                                    n -> {
                                        return n == 0 ? n : hangNumber();
                                    })
                            .maxConcurrency(4)
                            .results()) {
                assertThat(results.next().value()).isZero();
            }
            assertThat(begun).hasValue(4);
        }

        private int hangNumber() {
            try {
                return hang();
            } catch (InterruptedException e) {
                return -1;
            }
        }

        @Test
        @DisplayName("async_stream timeout default :exit kills the caller")
        void onTimeoutExitTheCallerFails() {
            AtomicReference<Object> list = new AtomicReference<>();

            ExitReason end =
                    endOf(caller ->
                            list.set(
                                    Task.stream(node, List.of(1), n -> hangNumber())
                                            .timeout(SHORT)
                                            .onTimeout(EXIT)
                                            .toList()));

            assertThat(list).hasNullValue();
            assertThat(end)
                    .isInstanceOfSatisfying(
                            ExitReason.Crashed.class,
                            crash -> {
                                assertThat(crash.cause())
                                        .isInstanceOfSatisfying(
                                                TaskFailed.TimedOut.class,
                                                late -> {
                                                    assertThat(late.reason())
                                                            .isEqualTo(ExitReason.timeout());
                                                    assertThat(late.input()).contains(1);
                                                });
                            });
        }

        @Test
        @DisplayName("async_stream on_timeout: :kill_task")
        void onTimeoutKillTheResultSaysSo() {
            assertThat(results(oneHangs()))
                    .containsExactly(new TaskResult.Exited<>(ExitReason.timeout()), ok(1));
        }

        private TaskStream<Integer, Integer> oneHangs() {
            return Task.stream(node, List.of(20, 1), n -> n == 20 ? hangNumber() : n)
                    .timeout(Duration.ofMillis(200))
                    .maxConcurrency(2);
        }

        @Test
        @DisplayName("async_stream zip_input_on_exit")
        void aFailureNamesItsInput() {
            assertThat(oneHangs().toItems())
                    .containsExactly(
                            new TaskStream.Item<>(
                                    20, new TaskResult.Exited<>(ExitReason.timeout())),
                            new TaskStream.Item<>(1, ok(1)));
        }

        @Test
        @DisplayName("async_stream timeout is per task, from its spawn")
        void eachElementHasItsOwnTime() {
            SimulatedNode simulated = nodes.simulated(1);
            var stream =
                    Task.stream(
                            simulated,
                            List.of(4, 4, 4),
                            n -> {
                                simulated.self().sleep(Duration.ofMillis(40));
                                return n;
                            });

            List<TaskResult<Integer>> results =
                    results(stream.nonBlocking().maxConcurrency(1).timeout(Duration.ofMillis(50)));

            assertThat(results).containsExactly(ok(4), ok(4), ok(4));
        }

        @Test
        @DisplayName("async_stream crash, caller not trapping")
        void aCallerDiesWithAnElement() {
            AtomicReference<Object> list = new AtomicReference<>();

            ExitReason end = endOf(caller -> list.set(oneBooms().toItems()));

            assertThat(end).isEqualTo(BOOM);
            assertThat(list).hasNullValue();
        }

        @Test
        @DisplayName("async_stream crash, caller trapping")
        void aCrashIsAResultForACallerThatTraps() {
            AtomicReference<Object> seen = new AtomicReference<>();

            ExitReason end =
                    endOf(caller -> {
                        caller.trapExit(true);
                        seen.set(results(oneBooms()));
                    });

            assertThat(seen.get()).isEqualTo(List.of(new TaskResult.Exited<>(BOOM), ok(2)));
            assertThat(end).isEqualTo(ExitReason.normal());
        }

        private TaskStream<Integer, Integer> oneBooms() {
            return Task.stream(
                    node, List.of(1, 2), n -> n == 1 ? OtpTaskFactsTest.this.<Integer>boom() : n);
        }

        @Test
        @DisplayName("async_stream max_concurrency 0")
        void aStreamNeedsASlot() {
            assertThatThrownBy(() -> oneBooms().maxConcurrency(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxConcurrency must be >= 1: maxConcurrency=0");
        }
    }

    @Nested
    class Supervised {
        final TaskSupervisor tasks = TaskSupervisor.start(node);

        @Test
        @DisplayName("async_nolink crash: caller lives")
        void aCallerLivesOn() {
            AtomicReference<Object> result = new AtomicReference<>();

            ExitReason end =
                    endOf(caller ->
                            result.set(
                                    tasks.asyncNoLink(OtpTaskFactsTest.this::boom)
                                            .yield(PATIENCE)));

            assertThat(result.get()).isEqualTo(new TaskResult.Exited<>(BOOM));
            assertThat(end).isEqualTo(ExitReason.normal());
        }

        @Test
        @DisplayName("async_nolink await crash exits the caller")
        void awaitThrowsAllTheSame() {
            assertThat(failureOf(tasks.asyncNoLink(OtpTaskFactsTest.this::boom)).reason())
                    .isEqualTo(BOOM);
        }

        @Test
        @DisplayName("Task.Supervisor max_children")
        void noMoreTasksThanItMayHave() {
            tasks.maxChildren(1).startChild(OtpTaskFactsTest.this::hang);

            assertThat(tasks.tryStartChild(() -> 1, Restart.TEMPORARY))
                    .isEqualTo(new ChildResult.MaxChildren());
            assertThatThrownBy(() -> tasks.async(() -> 1)).isInstanceOf(ChildNotStarted.class);
        }

        @Test
        @DisplayName("Task.Supervisor.start_child is not restarted by default")
        void aChildIsNotStartedAgain() {
            AtomicInteger begun = new AtomicInteger();
            tasks.startChild(() -> {
                begun.incrementAndGet();
                return boom();
            });

            Patience.until("the supervisor forgets it", () -> tasks.children().isEmpty());
            assertThat(begun).hasValue(1);
        }

        @Test
        @DisplayName("Task.Supervisor.start_child restart: :transient")
        void aTransientChildIsStartedAgainUntilItEndsWell() {
            AtomicInteger begun = new AtomicInteger();
            tasks.startChild(
                    () -> begun.incrementAndGet() < 3 ? boom() : "well", Restart.TRANSIENT);

            Patience.until("ends well", () -> begun.get() == 3 && tasks.children().isEmpty());
        }

        @Test
        @DisplayName("default child_spec of Task / GenServer-like / Supervisor")
        void aTaskIsTemporaryByDefault() {
            tasks.startChild(OtpTaskFactsTest.this::hang);

            assertThat(DynamicSupervisor.of(tasks.pid()).whichChildren())
                    .extracting(ChildInfo::type)
                    .containsExactly(ChildSpec.Type.WORKER);
            assertThat(Supervisor.child("server", () -> Agent.code(() -> 1)).restart())
                    .isEqualTo(Restart.PERMANENT);
            assertThat(Supervisor.supervisor("tree", Strategy.ONE_FOR_ONE).spec().type())
                    .isEqualTo(ChildSpec.Type.SUPERVISOR);
        }

        @Test
        @DisplayName("async_stream_nolink crash")
        void aCrashOfAStreamHarmsNobody() {
            AtomicReference<Object> seen = new AtomicReference<>();

            ExitReason end =
                    endOf(caller ->
                            seen.set(
                                    tasks.streamNoLink(
                                                    List.of(1, 2),
                                                    n ->
                                                            n == 1
                                                                    ? OtpTaskFactsTest.this
                                                                            .<Integer>boom()
                                                                    : n)
                                            .toItems()));

            assertThat(seen.get())
                    .isEqualTo(
                            List.of(
                                    new TaskStream.Item<>(1, new TaskResult.Exited<>(BOOM)),
                                    new TaskStream.Item<>(2, new TaskResult.Ok<>(2))));
            assertThat(end).isEqualTo(ExitReason.normal());
        }
    }

    @Nested
    class Agents {
        @Test
        @DisplayName("Agent get / update / get_and_update / cast")
        void anAgentKeepsAState() {
            Agent<Integer> agent = Agent.start(node, () -> 1);

            assertThat(agent.<Integer>get(n -> n)).isEqualTo(1);
            agent.update(n -> n + 1);
            int old = agent.getAndUpdate(n -> new Agent.Reply<>(n, n + 3));
            assertThat(old).isEqualTo(2);
            agent.cast(n -> n * 5);
            assertThat(agent.<Integer>get(n -> n)).isEqualTo(25);
        }

        @Test
        @DisplayName("Agent function runs in the agent")
        void functionsRunInTheAgent() {
            Agent<Integer> agent = Agent.start(node, () -> 1);

            assertThat(agent.<Pid>get(n -> node.self().pid())).isEqualTo(agent.pid());
        }

        @Test
        @DisplayName("Agent crash in get takes agent and caller's call down")
        void aCrashEndsTheAgentAndTheCall() {
            Agent<Integer> agent = Agent.start(node, () -> 1);

            CallFailed failure =
                    catchThrowableOfType(CallFailed.class, () -> agent.get(n -> boom()));

            assertThat(failure.reason()).isEqualTo(BOOM);
            assertThat(agent.pid().isAlive()).isFalse();
        }

        @Test
        @DisplayName("Agent start fails when the function raises")
        void aStartFailsWithTheFirstFunction() {
            assertThatThrownBy(() ->
                            Agent.start(
                                    node,
                                    () -> {
                                        throw new IllegalStateException("raised");
                                    }))
                    .isInstanceOf(StartFailed.class)
                    .hasRootCauseMessage("raised");
        }

        @Test
        @DisplayName("Agent get_and_update wrong shape")
        @SuppressWarnings("NullAway") // what no type forbids
        void aFunctionThatReturnsNothingEndsTheAgent() {
            Agent<Integer> agent = Agent.start(node, () -> 1);

            assertThatThrownBy(() -> agent.getAndUpdate(n -> null)).isInstanceOf(CallFailed.class);
            assertThat(agent.pid().isAlive()).isFalse();
        }

        @Test
        @DisplayName("Agent.stop")
        void anAgentCanBeStopped() {
            Agent<Integer> agent = Agent.start(node, () -> 1);

            agent.stop();

            assertThat(agent.pid().isAlive()).isFalse();
        }
    }
}
