package io.trunkline.observer;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;
import static io.trunkline.ets.Tuple.tuple;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Receive;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.ets.Access;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.Tuple;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.metrics.Inspectables;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;
import io.trunkline.pool.worker.WorkerPool;
import io.trunkline.pool.worker.WorkerSpec;

import java.time.Duration;

/// A node with a bit of everything to look at.
final class Shop implements AutoCloseable {
    /// What nobody may be able to smuggle into a page.
    static final String MISCHIEF = "<img src=x onerror=alert(1)>";

    final Node node;
    final Pid top;
    final Pid till;
    final Pid oven;
    final Pid queue;
    final Table<Tuple> prices;

    Shop() {
        this(Node.start());
    }

    Shop(Node node) {
        this.node = node;
        top =
                Supervisor.start(
                        node,
                        named("shop"),
                        ONE_FOR_ONE,
                        child("till", () -> new Till(0), Name.local("till")),
                        child("oven", () -> new Till(100), Name.local("oven")),
                        supervisor(
                                "storage",
                                ONE_FOR_ONE,
                                child("shelf-1", () -> new Till(1)),
                                child("shelf-2", () -> new Till(2)),
                                child(MISCHIEF, () -> new Till(3))));
        till = node.whereis("till").orElseThrow();
        oven = node.whereis("oven").orElseThrow();
        queue =
                node.spawn(self -> {
                    self.label(MISCHIEF);
                    self.receive(_ -> Receive.skip(), Duration.ofDays(1));
                });
        for (int i = 0; i < 150; i++) {
            queue.send(MISCHIEF + i);
        }
        prices =
                Ets.of(node).create("prices", TableSpec.orderedSet().named().access(Access.PUBLIC));
        for (int i = 0; i < 120; i++) {
            prices.insert(tuple("cake " + i, i * 10, MISCHIEF));
        }
        CircuitBreaker bank = CircuitBreaker.named("bank").build();
        Inspectables.of(node).add(bank);
        bank.call(() -> "paid");
        ResourcePool<Object> trucks =
                ResourcePool.start(
                        node, ResourceSpec.resource(Object::new, _ -> {}).name("trucks").size(4));
        trucks.checkout();
        WorkerPool.start(node, WorkerSpec.workers(2).name("bakers"));
    }

    /// Makes the oven end by its own fault, and waits for the next one.
    void burn() {
        Pid before = node.whereis("oven").orElseThrow();
        before.send(new Fire(MISCHIEF));
        while (node.whereis("oven").filter(now -> !now.equals(before)).isEmpty()) {
            Thread.onSpinWait();
        }
        // it answers when it has reported the restart
        Supervisor.whichChildren(top);
    }

    @Override
    public void close() {
        node.close();
    }

    record Fire(String where) {}

    record Sum() implements Call<Integer> {}

    /// A till, or whatever holds a number.
    static final class Till extends GenServer<Sum, Integer> {
        private final int initial;

        Till(int initial) {
            this.initial = initial;
        }

        @Override
        protected Init<Integer> init() {
            return ok(initial);
        }

        @Override
        protected Outcome<Integer> handleCall(Sum request, From from, Integer sum) {
            return reply(sum, sum);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object message, Integer sum) {
            if (message instanceof Fire(String where)) {
                throw new IllegalStateException("fire in " + where);
            }
            return noReply(sum + 1);
        }
    }
}
