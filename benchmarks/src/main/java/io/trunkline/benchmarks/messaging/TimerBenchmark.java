package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/// Timers, and what many that wait cost those who use none: `timerCallIdle` is `call-idle` beside
/// them.
public class TimerBenchmark extends MessagingBenchmark {
    private static final int OWNERS = 1_000;
    private static final long SEED = 1;
    private static final Duration FOR_LATER = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Object MESSAGE = "tick";

    @State(Scope.Thread)
    public static class Timers {
        /// How many timers wait, for minutes, shared out among 1,000 processes.
        @Param({"0", "100000"})
        int outstanding;

        private Node node;
        Self self;
        Pid counter;

        @Setup
        public void start() {
            node = Node.start();
            self = node.self();
            counter = node.start(new Counter()).pid();
            Pid[] owners = new Pid[OWNERS];
            for (int i = 0; i < OWNERS; i++) {
                owners[i] = node.start(new Counter()).pid();
            }
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < outstanding; i++) {
                Duration delay = Duration.ofMillis(random.nextInt(600_000, 3_600_000));
                self.sendAfter(delay, owners[i % OWNERS], MESSAGE);
            }
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /// Sets a timer and cancels it.
    @Benchmark
    public Optional<Duration> timerSendAfterCancel(Timers timers) {
        return timers.self.sendAfter(FOR_LATER, MESSAGE).cancel();
    }

    @Benchmark
    public Integer timerCallIdle(Timers timers) {
        return timers.counter.call(Counter.INCREMENT);
    }

    /// `timer-zero`: a timer of 0 ms until its message is received, with percentiles.
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Object timerZero(Timers timers) {
        timers.self.sendAfter(Duration.ZERO, MESSAGE);
        return timers.self.receive(PATIENCE).orElseThrow();
    }
}
