package io.trunkline.pool.ready;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;
import static io.trunkline.pool.stage.SubscribeTo.to;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.stage.CancelMode;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.SubscribeOptions;
import io.trunkline.pool.stage.Subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A supervised pipeline of numbers, acknowledged, whose stages crash and are killed at random by
/// one that handles events. For simulated nodes.
final class Acknowledging {
    private static final ExitReason STRUCK = ExitReason.other("struck");
    private static final String PRODUCER = "numbers";

    final Acknowledged<Integer> numbers;
    final int events;
    final int consumers;

    /// How often each event was handled.
    final int[] handled;

    /// How many times a consumer threw.
    int thrown;

    /// How many stages were sent an exit signal.
    int ended;

    private final Node node;
    private final Random random;
    private final boolean partitions;
    private final double danger;

    Acknowledging(Node node, Random random, boolean partitions) {
        this.node = node;
        this.random = random;
        this.partitions = partitions;
        events = 1 + random.nextInt(2_000);
        consumers = 1 + random.nextInt(4);
        danger = random.nextDouble() * 0.2;
        handled = new int[events];
        numbers =
                Acknowledged.of(
                        Feed.iterator(() -> IntStream.range(0, events).iterator()),
                        1 + random.nextInt(500));
    }

    Pid start() {
        List<Child> children = new ArrayList<>();
        children.add(
                Supervisor.child(
                        PRODUCER,
                        () -> numbers.producer(dispatcher()),
                        StartOptions.named(PRODUCER)));
        for (int i = 0; i < consumers; i++) {
            int index = i;
            children.add(
                    Supervisor.child(
                            "consumer " + i,
                            () -> new Fragile(index),
                            StartOptions.named("consumer " + i)));
        }
        return Supervisor.start(
                node,
                Supervisor.supervisor(
                                "acknowledging",
                                Strategy.REST_FOR_ONE,
                                children.stream()
                                        .map(child ->
                                                child.restart(
                                                        io.trunkline.engine.supervisor.Restart
                                                                .TRANSIENT))
                                        .toArray(Child[]::new))
                        .intensity(1_000_000, Duration.ofHours(1)));
    }

    private Dispatcher<Integer> dispatcher() {
        return partitions
                ? Dispatcher.partition(consumers, n -> n % 7 == 3 ? -1 : n % consumers)
                : Dispatcher.demand();
    }

    /// Whether an event is one for nobody.
    boolean isDropped(int event) {
        return partitions && event % 7 == 3;
    }

    private void endAny() {
        ended++;
        int victim = random.nextInt(consumers + 1);
        String name = victim == consumers ? PRODUCER : "consumer " + victim;
        ExitReason reason = random.nextBoolean() ? ExitReason.kill() : STRUCK;
        node.whereis(name).ifPresent(pid -> pid.exit(reason));
    }

    private final class Fragile extends Consumer<Integer, Boolean> {
        private final int index;

        Fragile(int index) {
            this.index = index;
        }

        @Override
        protected Init<Boolean> init() {
            int max = 1 + random.nextInt(100);
            SubscribeOptions options =
                    maxDemand(max).minDemand(random.nextInt(max)).cancel(CancelMode.TEMPORARY);
            return ok(true, to(PRODUCER, partitions ? options.partition(index) : options));
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> batch, Subscription from, Boolean state) {
            for (int event : batch) {
                if (random.nextDouble() < danger / batch.size()) {
                    thrown++;
                    throw new IllegalStateException("struck");
                }
                handled[event]++;
            }
            if (random.nextDouble() < danger) {
                endAny();
            }
            return noReply(state);
        }
    }
}
