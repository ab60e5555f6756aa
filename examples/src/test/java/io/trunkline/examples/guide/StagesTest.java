package io.trunkline.examples.guide;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;
import static io.trunkline.pool.stage.SubscribeTo.to;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.stage.CancelMode;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.ConsumerSupervisor;
import io.trunkline.pool.stage.Demand;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Keep;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerConsumer;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.StageCounts;
import io.trunkline.pool.stage.Subscription;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** The code of docs/guide/stages.md. */
class StagesTest {
    private final Queue<Integer> printed = new ConcurrentLinkedQueue<>();

    public static final class Numbers extends Producer<Integer, Integer> {
        private final int limit;

        public Numbers(int limit) {
            this.limit = limit;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleDemand(long demand, Integer next) {
            int end = (int) Math.min(limit, next + demand);
            List<Integer> numbers = IntStream.range(next, end).boxed().toList();
            return end == limit ? emitLast(numbers, end) : emit(numbers, end);
        }
    }

    public static final class Doubler extends ProducerConsumer<Integer, Integer, Boolean> {
        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> numbers, Subscription from, Boolean state) {
            return emit(numbers.stream().map(n -> 2 * n).toList(), state);
        }
    }

    public static final class Printer extends Consumer<Integer, Integer> {
        private final Queue<Integer> printed;

        public Printer(Queue<Integer> printed) {
            this.printed = printed;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleEvents(
                List<Integer> numbers, Subscription from, Integer count) {
            printed.addAll(numbers);
            return noReply(count + numbers.size());
        }
    }

    @Test
    void aPipeline() {
        try (Node node = Node.start()) {
            RunningPipeline running =
                    Stage.from(node, () -> new Numbers(10_000))
                            .via(Doubler::new)
                            .into(() -> new Printer(printed), maxDemand(500).minDemand(250))
                            .start();
            boolean all = running.await(Duration.ofSeconds(10));
            assertThat(all).isTrue();
            assertThat(printed).hasSize(10_000);
        }
    }

    @Test
    void drained() {
        try (Node node = Node.start()) {
            RunningPipeline running =
                    Stage.from(node, () -> new Numbers(Integer.MAX_VALUE))
                            .into(() -> new Printer(printed))
                            .start();
            boolean all = running.drain(Duration.ofSeconds(10));
            assertThat(all).isTrue();
        }
    }

    public record Order(int number) {}

    /** Takes orders, and answers who brings one when it has been passed on. */
    public static final class Orders extends Producer<Order, Orders.Desk> {
        public record Place(Order order) implements Call<Boolean> {}

        private record Waiting(Order order, From from) {}

        public static final class Desk {
            private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
            private long demand;
        }

        @Override
        protected Init<Desk> init() {
            return ok(new Desk());
        }

        @Override
        protected Outcome<Desk> handleDemand(long demand, Desk desk) {
            desk.demand += demand;
            return passOn(desk);
        }

        @Override
        protected Outcome<Desk> handleCall(Object request, From from, Desk desk) {
            desk.queue.add(new Waiting(((Place) request).order(), from));
            return passOn(desk);
        }

        private Outcome<Desk> passOn(Desk desk) {
            List<Order> orders = new ArrayList<>();
            while (desk.demand > 0 && !desk.queue.isEmpty()) {
                Waiting next = desk.queue.remove();
                orders.add(next.order());
                desk.demand--;
                next.from().reply(true);
            }
            return emit(orders, desk);
        }
    }

    public static final class OrderProcess extends GenServer<Object, Order> {
        private final Order order;
        private final Queue<Order> done;

        public OrderProcess(Order order, Queue<Order> done) {
            this.order = order;
            this.done = done;
        }

        @Override
        protected io.trunkline.engine.genserver.Init<Order> init() {
            return okAndContinue(order, "work");
        }

        @Override
        protected io.trunkline.engine.genserver.Outcome<Order> handleContinue(
                Object argument, Order state) {
            done.add(state);
            return stop(io.trunkline.engine.ExitReason.normal(), state);
        }
    }

    @Test
    void aChildForEachEvent() {
        Queue<Order> done = new ConcurrentLinkedQueue<>();
        try (SimulatedNode node = Node.simulated(1)) {
            Pid orders = node.start(new Orders(), StartOptions.named("orders")).pid();
            node.start(
                    ConsumerSupervisor.of(Order.class, order -> new OrderProcess(order, done))
                            .restart(Restart.TRANSIENT)
                            .subscribedTo(to("orders", maxDemand(50).minDemand(0))));
            boolean taken = orders.call(new Orders.Place(new Order(1)));
            node.settle();
            assertThat(taken).isTrue();
            assertThat(done).containsExactly(new Order(1));
        }
    }

    public static final class Ticker extends Producer<Integer, Integer> {
        private final ProducerOptions<Integer> options;

        public Ticker(ProducerOptions<Integer> options) {
            this.options = options;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0, options);
        }

        @Override
        protected Outcome<Integer> handleDemand(long demand, Integer ticks) {
            return noReply(ticks);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object tick, Integer ticks) {
            return emit(List.of(ticks), ticks + 1);
        }
    }

    @Test
    void dispatchersAndBuffers() {
        try (SimulatedNode node = Node.simulated(1)) {
            ProducerOptions<Integer> toAll =
                    ProducerOptions.dispatcher(Dispatcher.<Integer>broadcast())
                            .bufferSize(100)
                            .bufferKeep(Keep.FIRST)
                            .demand(Demand.ACCUMULATE);
            Pid ticker = node.start(new Ticker(toAll)).pid();
            Pid all = node.start(new Printer(printed)).pid();
            Pid even = node.start(new Printer(printed)).pid();
            Stage.subscribe(all, ticker, maxDemand(10));
            Stage.subscribe(even, ticker, maxDemand(10).selector(Integer.class, n -> n % 2 == 0));
            Stage.demand(ticker, Demand.FORWARD);
            ticker.send("tick");
            ticker.send("tock");
            node.settle();
            assertThat(printed).containsExactlyInAnyOrder(0, 0, 1);

            StageCounts counts = Stage.counts(ticker);
            assertThat(counts.emitted()).isEqualTo(2);
            assertThat(counts.discarded()).isZero();
        }
    }

    @Test
    void partitions() {
        try (SimulatedNode node = Node.simulated(1)) {
            Pid ticker =
                    node.start(
                                    new Ticker(
                                            ProducerOptions.dispatcher(
                                                    Dispatcher.<Integer>partition(2, n -> n % 2))))
                            .pid();
            Pid evens = node.start(new Printer(printed)).pid();
            Pid odds = node.start(new Printer(new ConcurrentLinkedQueue<>())).pid();
            Stage.subscribe(evens, ticker, maxDemand(10).partition(0));
            Stage.subscribe(odds, ticker, maxDemand(10).partition(1));
            for (int i = 0; i < 4; i++) {
                ticker.send("tick");
            }
            node.settle();
            assertThat(printed).containsExactly(0, 2);
        }
    }

    public static final class Archive extends Consumer<Integer, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0, to("ticker", maxDemand(100).cancel(CancelMode.TRANSIENT)));
        }

        @Override
        protected Outcome<Integer> handleEvents(
                List<Integer> ticks, Subscription from, Integer count) {
            return noReply(count + ticks.size());
        }
    }

    @Test
    void supervised() {
        try (SimulatedNode node = Node.simulated(1)) {
            Pid tree =
                    Supervisor.start(
                            node,
                            Strategy.REST_FOR_ONE,
                            Supervisor.child(
                                    "ticker",
                                    () -> new Ticker(ProducerOptions.defaults()),
                                    StartOptions.named("ticker")),
                            Supervisor.child("archive", Archive::new));
            node.settle();
            assertThat(Supervisor.countChildren(tree).active()).isEqualTo(2);
        }
    }
}
