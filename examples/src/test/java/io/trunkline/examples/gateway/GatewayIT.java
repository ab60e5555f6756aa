package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.ets.Ets;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// The gateway on real threads: whatever happens, every request is answered once.
class GatewayIT {
    private static final int THREADS = 3;
    private static final int CLIENTS = 40;
    private static final int REQUESTS = 30_000;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Map<Class<?>, AtomicLong> kinds = new ConcurrentHashMap<>();

    private final Upstream upstream =
            new SimulatedUpstream(
                    SimulatedUpstream.Options.defaults()
                            .withLatency(new LogNormal(Duration.ofNanos(200_000), 1))
                            .withFailures(0));
    private final GatewayOptions options =
            GatewayOptions.defaults()
                    .withIdleTimeout(Duration.ofMillis(1))
                    .withConnections(4_000)
                    .withConnectionTimeout(Duration.ofSeconds(4))
                    .withRateLimit(new RateLimit(1e9, 1_000_000));

    @Test
    void nothingIsLostWhileSessionsComeAndGo() throws Exception {
        try (Node node = Node.start();
                Gateway gateway = Gateway.start(node, upstream, options)) {
            sendFromThreads(gateway, number -> number < REQUESTS);
            await(() -> answered.get() == sent.get());

            assertThat(sent.get()).isEqualTo((long) THREADS * REQUESTS);
            assertThat(kinds.keySet()).isEqualTo(Set.of(Response.Served.class));
            await(() -> gateway.sessionCount() == 0);
            assertThat(gateway.snapshot(10).topPaths())
                    .singleElement()
                    .returns(sent.get(), PathTraffic::requests);
            gateway.close();
            assertThat(Ets.of(node).all()).isEmpty();
        }
    }

    @RepeatedTest(5)
    void closingTheGatewayUnderLoadAnswersEverything() throws Exception {
        try (Node node = Node.start()) {
            Gateway gateway = Gateway.start(node, upstream, options);
            Ets ets = Ets.of(node);
            endUnderLoad(
                    gateway,
                    () -> {
                        gateway.close();
                        assertThat(ets.all()).isEmpty();
                    },
                    Set.of(Response.Served.class, Response.Closed.class));
        }
    }

    @RepeatedTest(5)
    void closingTheNodeUnderLoadAnswersEverything() throws Exception {
        Node node = Node.start();
        Ets ets = Ets.of(node);
        // a node ends all processes at once, the connections' among them
        endUnderLoad(
                Gateway.start(node, upstream, options),
                node::close,
                Set.of(Response.Served.class, Response.Closed.class, Response.NoConnection.class));
        assertThat(ets.all()).isEmpty();
    }

    private void endUnderLoad(Gateway gateway, Runnable end, Set<Class<?>> allowed)
            throws Exception {
        var stop = new AtomicBoolean();
        var senders = new Thread(() -> sendFromThreads(gateway, _ -> !stop.get()));
        senders.start();
        await(() -> answered.get() > 2_000);

        end.run();
        stop.set(true);
        senders.join();
        await(() -> answered.get() == sent.get());

        assertThat(kinds.keySet()).isSubsetOf(allowed);
        assertThat(gateway.handle(new ClientRequest("late", "GET", "/")).join().response())
                .isEqualTo(new Response.Closed());
    }

    private void sendFromThreads(Gateway gateway, LongPredicate goesOn) {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> send(gateway, goesOn)));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void send(Gateway gateway, LongPredicate goesOn) {
        for (long number = 0; goesOn.test(number); number++) {
            var request = new ClientRequest("client-" + number % CLIENTS, "GET", "/");
            sent.incrementAndGet();
            gateway.handle(request, gateway.clock().nanoTime(), this::count);
            // no more than there are connections for
            await(() -> sent.get() - answered.get() <= 1_000);
        }
    }

    private void count(Answer answer) {
        kinds.computeIfAbsent(answer.response().getClass(), _ -> new AtomicLong())
                .incrementAndGet();
        answered.incrementAndGet();
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("sent %s, answered %s, %s", sent, answered, kinds)
                    .isLessThan(deadline);
            Thread.yield();
        }
    }
}
