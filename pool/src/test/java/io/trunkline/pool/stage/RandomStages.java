package io.trunkline.pool.stage;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// One producer of the numbers from 0 and consumers that come, ask and leave at random, perhaps
/// with a stage in between that passes them on; and the laws that must hold whenever nothing is
/// left to do.
///
/// L1. What was emitted was delivered, dropped, discarded, or is buffered, queued or held.
///
/// L2. No consumer gets more than it has asked for, nor batches larger than it wants.
///
/// L3. The events of a consumer come in order, each once.
///
/// L4. By demand, no event goes to two consumers; in partitions, none to the wrong one; in a
/// broadcast, a consumer misses none between its first and its last.
///
/// L5. What was delivered has arrived.
final class RandomStages {
    private static final int PARTITIONS = 3;

    private final SimulatedNode node;
    private final Kind kind;
    private final Random random;

    /// Whether demand is held at times. A producer that answers demand then emits new events before
    /// those that were held, as GenStage does; so it does not answer.
    private final boolean accumulates;

    private final Source source;
    private final Pid producer;
    private final Pid upstream;
    private final List<Sink> sinks = new ArrayList<>();

    /// How events are dispatched.
    enum Kind {
        DEMAND,
        DEMAND_BEHIND_ANOTHER,
        BROADCAST,
        PARTITION
    }

    RandomStages(SimulatedNode node, Kind kind, Random random) {
        this.node = node;
        this.kind = kind;
        this.random = random;
        accumulates = random.nextBoolean();
        Dispatcher<Integer> dispatcher =
                switch (kind) {
                    case DEMAND, DEMAND_BEHIND_ANOTHER -> Dispatcher.demand();
                    case BROADCAST -> Dispatcher.broadcast();
                    case PARTITION ->
                            Dispatcher.<Integer>partition(PARTITIONS, n -> n % PARTITIONS)
                                    .queueSize(1 + random.nextInt(20));
                };
        source =
                new Source(
                        ProducerOptions.dispatcher(dispatcher)
                                .bufferSize(random.nextInt(30))
                                .bufferKeep(Keep.values()[random.nextInt(2)])
                                .demand(Demand.values()[accumulates ? random.nextInt(2) : 0]),
                        accumulates ? 0 : random.nextInt(4));
        producer = node.start(source).pid();
        if (kind == Kind.DEMAND_BEHIND_ANOTHER) {
            int max = 1 + random.nextInt(10);
            SubscribeOptions options =
                    SubscribeOptions.maxDemand(max).minDemand(random.nextInt(max));
            upstream =
                    node.start(
                                    new Mapper(
                                            List::of,
                                            Collector.queue(),
                                            SubscribeTo.to(producer, options)))
                            .pid();
        } else {
            upstream = producer;
        }
    }

    /// Does something, and what follows from it.
    String step() {
        String done = act();
        node.settle();
        return done;
    }

    private String act() {
        switch (random.nextInt(8)) {
            case 0 -> {
                return subscribe();
            }
            case 1 -> {
                Stage.demand(producer, Demand.values()[accumulates ? random.nextInt(2) : 0]);
                return "demand mode";
            }
            case 2, 3 -> {
                int count = 1 + random.nextInt(12);
                producer.call(new Emit(count));
                return "emit " + count;
            }
            default -> {
                return sinks.isEmpty() ? "nothing" : act(sinks.get(random.nextInt(sinks.size())));
            }
        }
    }

    private String subscribe() {
        int max = 1 + random.nextInt(10);
        SubscribeOptions options =
                SubscribeOptions.maxDemand(max)
                        .minDemand(random.nextInt(max))
                        .cancel(CancelMode.TEMPORARY);
        if (kind == Kind.PARTITION) {
            options = options.partition(random.nextInt(PARTITIONS));
        }
        Sink sink = new Sink(random.nextBoolean());
        sinks.add(sink);
        sink.pid = node.start(sink).pid();
        sink.subscription = Stage.subscribe(sink.pid, upstream, options);
        return "subscribe " + options;
    }

    private String act(Sink sink) {
        Subscription subscription = sink.subscription;
        if (subscription == null) {
            return "nothing";
        }
        switch (random.nextInt(10)) {
            case 0 -> {
                subscription.cancel(ExitReason.normal());
                return "cancel";
            }
            case 1 -> {
                node.settle(); // so that it loses nothing by its end
                sink.pid.exit(ExitReason.shutdown());
                return "exit";
            }
            default -> {
                if (!sink.manual) {
                    return "nothing";
                }
                int count = 1 + random.nextInt(10);
                sink.asked += count;
                subscription.ask(count);
                return "ask " + count;
            }
        }
    }

    /// The laws that do not hold.
    List<String> brokenLaws() {
        List<String> broken = new ArrayList<>();
        checkCounts(broken);
        Set<Integer> all = new HashSet<>();
        long arrived = 0;
        for (Sink sink : sinks) {
            arrived += sink.seen.size();
            check(sink, all, broken);
        }
        StageCounts counts = Stage.counts(upstream);
        if (kind != Kind.BROADCAST && counts.delivered() != arrived) {
            broken.add("L5: arrived=" + arrived + ", " + counts);
        }
        return broken;
    }

    private void checkCounts(List<String> broken) {
        StageCounts counts = Stage.counts(producer);
        long sum =
                counts.delivered()
                        + counts.dropped()
                        + counts.discarded()
                        + counts.buffered()
                        + counts.queued().stream().mapToInt(n -> n).sum()
                        + counts.held();
        if (counts.emitted() != sum || counts.emitted() != source.next) {
            broken.add("L1: " + counts + ", source=" + source.next);
        }
    }

    private void check(Sink sink, Set<Integer> all, List<String> broken) {
        if (sink.manual && sink.seen.size() > sink.asked) {
            broken.add("L2: asked=" + sink.asked + ", seen=" + sink.seen);
        }
        if (!sink.manual && sink.largest > sink.batch) {
            broken.add("L2: batch=" + sink.batch + ", largest=" + sink.largest);
        }
        for (int i = 1; i < sink.seen.size(); i++) {
            if (sink.seen.get(i) <= sink.seen.get(i - 1)) {
                broken.add("L3: " + sink.seen);
            }
        }
        for (int event : sink.seen) {
            if (kind != Kind.BROADCAST && !all.add(event)) {
                broken.add("L4: twice=" + event);
            }
            if (kind == Kind.PARTITION && event % PARTITIONS != sink.partition) {
                broken.add("L4: partition=" + sink.partition + ", event=" + event);
            }
        }
        if (kind == Kind.BROADCAST && !sink.seen.isEmpty()) {
            int first = sink.seen.getFirst();
            List<Integer> others =
                    IntStream.rangeClosed(first, sink.seen.getLast())
                            .boxed()
                            .filter(event -> !sink.seen.contains(event))
                            .toList();
            if (others.size() > Stage.counts(producer).discarded()) {
                broken.add("L4: missed=" + others);
            }
        }
    }

    private record Emit(int count) implements Call<Boolean> {}

    /// Emits the next numbers: for demand none, half, all or some more.
    private static final class Source extends Producer<Integer, Integer> {
        private final ProducerOptions<Integer> options;
        private final int generosity;
        int next;

        Source(ProducerOptions<Integer> options, int generosity) {
            this.options = options;
            this.generosity = generosity;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0, options);
        }

        @Override
        protected Outcome<Integer> handleDemand(long demand, Integer state) {
            return emit(
                    more(
                            switch (generosity) {
                                case 0 -> 0;
                                case 1 -> demand / 2;
                                case 2 -> next < 2_000 ? demand : 0;
                                default -> next < 2_000 ? demand + 3 : 0;
                            }),
                    state);
        }

        @Override
        protected Outcome<Integer> handleCall(Object request, From from, Integer state) {
            return reply(true, more(((Emit) request).count()), state);
        }

        private List<Integer> more(long count) {
            int from = next;
            next += (int) count;
            return IntStream.range(from, next).boxed().toList();
        }

        @Override
        protected boolean formatDiscarded(long events, Integer state) {
            return false;
        }
    }

    /// Writes down what it gets.
    private static final class Sink extends Consumer<Integer, Boolean> {
        final boolean manual;
        final List<Integer> seen = new ArrayList<>();
        Pid pid;
        Subscription subscription;
        long asked;
        int batch;
        int largest;
        int partition = -1;

        Sink(boolean manual) {
            this.manual = manual;
        }

        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Subscribing<Boolean> handleSubscribe(Subscription to, Boolean state) {
            batch = to.options().maxDemand() - to.options().minDemand();
            partition = to.options().partition().orElse(-1);
            return manual ? manual(state) : automatic(state);
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> events, Subscription from, Boolean state) {
            largest = Math.max(largest, events.size());
            seen.addAll(events);
            return noReply(state);
        }
    }
}
