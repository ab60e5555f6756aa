package io.trunkline.benchmarks.measure;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;
import static io.trunkline.pool.stage.SubscribeTo.to;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.ready.AckCounts;
import io.trunkline.pool.ready.Acknowledged;
import io.trunkline.pool.ready.Feed;
import io.trunkline.pool.stage.CancelMode;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.SubscribeTo;
import io.trunkline.pool.stage.Subscription;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Numbers go through a partitioned, supervised pipeline whose stages are killed at random; says
/// which have been handled, and how often.
///
/// With acknowledgement the producer is killed as well. Without, only consumers are, and what is
/// lost is what the node's dead letters and the stage's discards say: a callback that has begun
/// runs to its end, be its process alive or not, so that nothing is lost in it.
final class StageChaos implements NodeListener {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final String PRODUCER = "numbers";
    private static final String CONSUMER = "handler ";

    /// How long nothing may happen before it is over.
    private static final Duration STALL = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(1);

    private final Plan plan;
    private final long[] bitmap;
    private final LongAdder handled = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder discarded = new LongAdder();
    private final AtomicInteger killed = new AtomicInteger();
    private final Acknowledged<Integer> numbers;

    /// @param kills how many stages are killed, spread over the time at random
    record Plan(int events, int partitions, int kills, long seed, boolean acknowledged) {}

    /// What became of the events.
    ///
    /// @param handled at least once
    /// @param missing never
    /// @param duplicates times that an event was handled after the first
    /// @param redelivered times that one was sent again
    /// @param deadLetters events in messages that reached nobody
    /// @param discarded events that the producer had no room for
    record Report(
            int events,
            long handled,
            long missing,
            long duplicates,
            long redelivered,
            long deadLetters,
            long discarded,
            int killed,
            long nanos) {
        /// Whether it is as it must be: with acknowledgement nothing is missing, without it as much
        /// as was reported and nothing twice.
        boolean holds(boolean acknowledged) {
            return acknowledged
                    ? missing == 0 && duplicates <= redelivered
                    : missing == deadLetters + discarded && duplicates == 0;
        }
    }

    StageChaos(Plan plan) {
        this.plan = plan;
        bitmap = new long[(plan.events() + 63) >>> 6];
        numbers =
                Acknowledged.of(Feed.iterator(() -> IntStream.range(0, plan.events()).iterator()));
    }

    @Override
    public void deadLetter(Pid receiver, Object message) {
        deadLetters.add(Stage.eventsIn(message));
    }

    Report run(Node node) {
        long start = System.nanoTime();
        Pid supervisor = start(node);
        Pid killer = node.spawn(this::kill);
        awaitEnd(node.self());
        long nanos = System.nanoTime() - start;
        killer.exit(ExitReason.kill());
        supervisor.stop(ExitReason.shutdown(), Duration.ofMinutes(1));
        long seen = LongStream.of(bitmap).map(Long::bitCount).sum();
        AckCounts counts = numbers.counts();
        return new Report(
                plan.events(),
                seen,
                plan.events() - seen,
                duplicates.sum(),
                counts.redelivered(),
                deadLetters.sum(),
                discarded.sum(),
                killed.get(),
                nanos);
    }

    private Pid start(Node node) {
        List<Child> stages = new ArrayList<>();
        stages.add(
                Supervisor.child(PRODUCER, this::producer, StartOptions.named(PRODUCER))
                        .restart(Restart.TRANSIENT));
        for (int i = 0; i < plan.partitions(); i++) {
            int partition = i;
            stages.add(
                    Supervisor.child(
                            CONSUMER + i,
                            () -> new Handler(partition),
                            StartOptions.named(CONSUMER + i)));
        }
        return Supervisor.start(
                node,
                Supervisor.supervisor("chaos", Strategy.REST_FOR_ONE, stages.toArray(Child[]::new))
                        .intensity(Integer.MAX_VALUE, Duration.ofDays(1)));
    }

    private Stage<?> producer() {
        Dispatcher.Partition<Integer> dispatcher =
                Dispatcher.partition(plan.partitions(), n -> n % plan.partitions());
        return plan.acknowledged()
                ? numbers.producer(dispatcher)
                : new Numbers(plan.events(), dispatcher);
    }

    /// Waits until all is handled or accounted for, or nothing happens any more.
    private void awaitEnd(Self self) {
        long before = -1;
        long changed = System.nanoTime();
        while (System.nanoTime() - changed < STALL.toNanos()) {
            long now =
                    plan.acknowledged()
                            ? numbers.counts().acknowledged()
                            : handled.sum() + deadLetters.sum() + discarded.sum();
            if (now >= plan.events()) {
                return;
            }
            if (now != before) {
                before = now;
                changed = System.nanoTime();
            }
            self.sleep(LOOK);
        }
    }

    /// Kills stages as events are handled; none near the end, so that all kills meet work.
    private void kill(Self self) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        long[] times =
                random.longs(plan.kills(), 0, Math.max(1, plan.events() * 9L / 10))
                        .sorted()
                        .toArray();
        for (long time : times) {
            while (handled.sum() < time) {
                self.sleep(LOOK);
            }
            int victim = random.nextInt(plan.partitions() + (plan.acknowledged() ? 1 : 0));
            String name = victim == plan.partitions() ? PRODUCER : CONSUMER + victim;
            self.node()
                    .whereis(name)
                    .ifPresent(pid -> {
                        pid.exit(ExitReason.kill());
                        killed.incrementAndGet();
                    });
        }
    }

    private void handle(int number) {
        long bit = 1L << number;
        if (((long) WORDS.getAndBitwiseOr(bitmap, number >>> 6, bit) & bit) != 0) {
            duplicates.increment();
        }
    }

    private final class Handler extends Consumer<Integer, Boolean> {
        private final SubscribeTo numbers;

        /// @param partition the one that it handles. A minimum of zero makes each message one
        ///   batch: who is killed between two batches of a message loses the second, and nobody
        ///   hears of it
        Handler(int partition) {
            numbers =
                    to(
                            PRODUCER,
                            maxDemand(1000)
                                    .minDemand(0)
                                    .partition(partition)
                                    .cancel(CancelMode.TEMPORARY));
        }

        @Override
        protected Init<Boolean> init() {
            return ok(true, numbers);
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> events, Subscription from, Boolean state) {
            events.forEach(StageChaos.this::handle);
            handled.add(events.size());
            return noReply(state);
        }
    }

    /// Emits numbers, and counts those that a full queue discards.
    private final class Numbers extends Producer<Integer, Integer> {
        private final int end;
        private final Dispatcher.Partition<Integer> dispatcher;

        Numbers(int end, Dispatcher.Partition<Integer> dispatcher) {
            this.end = end;
            this.dispatcher = dispatcher;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0, ProducerOptions.dispatcher(dispatcher.queueSize(1_000)));
        }

        @Override
        protected Outcome<Integer> handleDemand(long demand, Integer next) {
            int last = (int) Math.min(end, next + demand);
            List<Integer> events = IntStream.range(next, last).boxed().toList();
            return last == end ? emitLast(events, last) : emit(events, last);
        }

        @Override
        protected boolean formatDiscarded(long events, Integer next) {
            discarded.add(events);
            return false;
        }
    }
}
