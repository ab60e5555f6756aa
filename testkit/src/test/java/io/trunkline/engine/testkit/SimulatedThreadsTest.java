package io.trunkline.engine.testkit;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Down;
import io.trunkline.engine.From;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

@Timeout(60)
class SimulatedThreadsTest {
    private record Work(long seed, int left) {}

    private record Slow(Duration time) implements Call<String> {}

    /// Answers after a while, in which it blocks its caller's thread.
    private static final class Sleeper extends GenServer<Slow, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Slow request, From from, Integer handled) {
            self().sleep(request.time());
            return reply("handled " + (handled + 1), handled + 1);
        }
    }

    /// Threads that pass work on to each other, sleep, call a slow server, and now and then die.
    ///
    /// @return who did what when, in order
    private static List<String> run(long seed) {
        List<String> log = new ArrayList<>();
        try (SimulatedNode node = Node.simulated(seed)) {
            Pid server = node.start(new Sleeper()).pid();
            List<Pid> threads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                threads.add(node.spawn(self -> work(self, threads, server, log)));
            }
            // the workload is the same whatever the seed of the schedule
            SplittableRandom workload = new SplittableRandom(42);
            for (int i = 0; i < 60; i++) {
                threads.get(workload.nextInt(10)).send(new Work(workload.nextLong(), 4));
            }
            node.advance(Duration.ofMinutes(1));
        }
        return log;
    }

    private static void work(Self self, List<Pid> threads, Pid server, List<String> log) {
        try {
            while (self.receive() instanceof Work(long seed, int left)) {
                log.add(self.pid() + ":" + seed + ":" + self.node().clock().nanoTime());
                SplittableRandom random = new SplittableRandom(seed);
                Pid other = threads.get(random.nextInt(threads.size()));
                switch (random.nextInt(8)) {
                    case 0 -> self.sleep(Duration.ofMillis(random.nextInt(5)));
                    case 1 -> log.add(server.call(new Slow(Duration.ofMillis(3))));
                    case 2 -> other.exit(random.nextBoolean() ? KILL : SHUTDOWN);
                    case 3 -> self.receive(String.class, Duration.ofMillis(2));
                    case 4 -> Thread.yield();
                    default -> {}
                }
                if (left > 0) {
                    other.send(new Work(random.nextLong(), left - 1));
                    self.pid().send(new Work(random.nextLong(), left - 1));
                }
            }
        } finally {
            log.add(self.pid() + " ends");
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 0; seed < 20; seed++) {
            List<String> first = run(seed);
            assertThat(first).hasSizeGreaterThan(50);
            assertThat(run(seed)).as("seed %d", seed).isEqualTo(first);
        }
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        assertThat(run(1)).isNotEqualTo(run(2));
    }

    @Test
    void waitsOfThreadsTakeVirtualTimeAndNoStackOfOthers() {
        try (SimulatedNode node = Node.simulated(1)) {
            List<String> ends = new ArrayList<>();
            for (int hours : new int[] {3, 1, 2}) {
                node.spawn(self -> {
                    self.sleep(Duration.ofHours(hours));
                    ends.add(hours + " h");
                });
            }
            node.advance(Duration.ofHours(1));
            assertThat(ends).containsExactly("1 h");
            node.advance(Duration.ofHours(2));
            assertThat(ends).containsExactly("1 h", "2 h", "3 h");
        }
    }

    @Test
    void aHandlerThatItsCallerRunsWaitsOnTheCallersStack() {
        try (SimulatedNode node = Node.simulated(1)) {
            Pid server = node.start(new Sleeper()).pid();
            List<Object> heard = new ArrayList<>();
            node.spawn(_ -> heard.add(server.call(new Slow(Duration.ofSeconds(2)))));
            node.spawn(self -> {
                self.sleep(Duration.ofSeconds(1));
                heard.add("meanwhile");
            });
            node.advance(Duration.ofSeconds(1));
            assertThat(heard).containsExactly("meanwhile");
            node.advance(Duration.ofSeconds(1));
            assertThat(heard).containsExactly("meanwhile", "handled 1");
        }
    }

    @Test
    void callsOfThreadsTimeOutInVirtualTime() {
        try (SimulatedNode node = Node.simulated(1)) {
            Pid silent = node.spawn(self -> self.sleep(Duration.ofDays(1)));
            CompletableFuture<Duration> waited = new CompletableFuture<>();
            node.spawn(self -> {
                long start = node.clock().nanoTime();
                assertThatExceptionOfType(CallFailed.TimedOut.class)
                        .isThrownBy(() -> silent.call(new Slow(Duration.ZERO)));
                waited.complete(Duration.ofNanos(node.clock().nanoTime() - start));
            });
            node.advance(Duration.ofSeconds(6));
            assertThat(waited).isCompletedWithValue(Duration.ofSeconds(5));
        }
    }

    @Test
    void aKilledThreadLeavesItsWait() {
        try (SimulatedNode node = Node.simulated(1)) {
            List<String> ends = new ArrayList<>();
            Pid receiving = node.spawn(self -> endsAs("receive", ends, self::receive));
            Pid sleeping =
                    node.spawn(self -> endsAs("sleep", ends, () -> self.sleep(Duration.ofDays(1))));
            Pid parked = node.spawn(_ -> endsAs("park", ends, LockSupport::park));
            node.settle();
            for (Pid pid : List.of(receiving, sleeping, parked)) {
                MonitorRef ref = node.self().monitor(pid);
                pid.exit(KILL);
                assertThat(node.self().receive()).isEqualTo(new Down(ref, pid, KILLED));
            }
            node.settle();
            assertThat(ends).containsExactlyInAnyOrder("receive", "sleep", "park");
        }
    }

    @Test
    void closingLetsEveryThreadLeaveItsWait() {
        List<String> ends = new ArrayList<>();
        try (SimulatedNode node = Node.simulated(1)) {
            node.spawn(self -> {
                self.trapExit(true);
                endsAs("trapping", ends, () -> self.sleep(Duration.ofDays(1)));
            });
            node.spawn(self -> endsAs("ordinary", ends, self::receive));
            node.settle();
        }
        assertThat(ends).containsExactlyInAnyOrder("trapping", "ordinary");
    }

    @Test
    void anInterruptOfTheTestIsNotThatOfAProcess() {
        try (SimulatedNode node = Node.simulated(1)) {
            List<Boolean> interrupted = new ArrayList<>();
            Thread.currentThread().interrupt();
            node.spawn(_ -> interrupted.add(Thread.interrupted()));
            node.settle();
            assertThat(interrupted).containsExactly(false);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aThreadMayWaitForSomethingOutsideOfTheNode() {
        try (SimulatedNode node = Node.simulated(1)) {
            CompletableFuture<String> outside = new CompletableFuture<>();
            List<String> heard = new ArrayList<>();
            node.spawn(_ -> heard.add(outside.join()));
            node.settle();
            assertThat(heard).isEmpty();
            Thread other = Thread.ofPlatform().start(() -> outside.complete("news"));
            while (heard.isEmpty()) {
                node.settle();
            }
            assertThat(heard).containsExactly("news");
            assertThat(joins(other)).isTrue();
        }
    }

    @Test
    void processesOfTwoNodesOfOneThreadTalk() {
        try (SimulatedNode one = Node.simulated(1);
                SimulatedNode two = Node.simulated(2)) {
            Pid echo = two.spawn(self -> ((Pid) self.receive()).send("echo"));
            List<Object> heard = new ArrayList<>();
            one.spawn(self -> {
                echo.send(self.pid());
                heard.add(self.receive());
            });
            one.settle();
            two.settle();
            one.settle();
            assertThat(heard).containsExactly("echo");
        }
    }

    @Test
    void onlyTheThreadThatMadeTheNodeRunsIt() {
        try (SimulatedNode node = Node.simulated(1)) {
            List<String> refused = new ArrayList<>();
            node.spawn(_ -> {
                assertThatIllegalStateException().isThrownBy(node::settle);
                refused.add("settle");
            });
            node.settle();
            assertThat(refused).containsExactly("settle");
        }
    }

    private static void endsAs(String name, List<String> ends, Runnable wait) {
        try {
            wait.run();
        } finally {
            ends.add(name);
        }
    }

    private static boolean joins(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
