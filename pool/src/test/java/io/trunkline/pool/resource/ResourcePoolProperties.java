package io.trunkline.pool.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.testkit.Seeds;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Random clients do what they like, and the pool does what the model says, for many seeds.
class ResourcePoolProperties {
    private static final int CLIENTS = 6;
    private static final int STEPS = 60;

    private final Things things = new Things();
    private final Map<String, Pid> clients = new HashMap<>();
    private final Map<String, ArrayDeque<Lease<Thing>>> held = new TreeMap<>();

    private record Checkout(boolean patient, Duration timeout) {}

    @Seeds(300)
    void doesWhatTheModelSays(SimulatedNode node) {
        SplittableRandom random = new SplittableRandom(node.seed());
        int size = random.nextInt(4);
        int overflow = random.nextInt(size == 0 ? 1 : 0, 3);
        boolean lazy = random.nextBoolean();
        boolean lifo = random.nextBoolean();
        PoolModel model = new PoolModel(size, overflow, lazy, lifo);
        ResourceSpec<Thing> spec = things.spec().size(size).overflow(overflow);
        spec.order(lifo ? IdleOrder.LIFO : IdleOrder.FIFO);
        ResourcePool<Thing> pool = ResourcePool.start(node, lazy ? spec.lazy() : spec);
        List<String> story = new ArrayList<>();
        story.add("size " + size + ", overflow " + overflow + ", lazy " + lazy + ", lifo " + lifo);
        long now = 0;
        for (int step = 0; step < STEPS; step++) {
            String client = "c" + random.nextInt(CLIENTS);
            int choice = random.nextInt(100);
            boolean holds = !held.getOrDefault(client, new ArrayDeque<>()).isEmpty();
            if (choice < 10) {
                story.add("a second passes");
                node.advance(Duration.ofSeconds(1));
                model.now(++now);
            } else if (choice < 15) {
                story.add(client + " is killed");
                Pid pid = clients.remove(client);
                held.remove(client);
                if (pid != null) {
                    pid.exit(ExitReason.kill());
                }
                model.kill(client);
            } else if (model.isWaiting(client)) {
                continue;
            } else if (choice < 40 && holds) {
                story.add(client + " gives back");
                held.get(client).removeFirst().close();
                model.checkin(client);
            } else if (choice < 50 && holds) {
                story.add(client + " gives back a broken one");
                held.get(client).removeFirst().invalidate();
                model.invalidate(client);
            } else {
                boolean patient = random.nextInt(4) > 0;
                int seconds = random.nextBoolean() ? 2 : 100;
                story.add(client + " checks out, " + (patient ? seconds + " s" : "at once"));
                clients.computeIfAbsent(client, name -> node.spawn(self -> serve(self, name, pool)))
                        .send(new Checkout(patient, Duration.ofSeconds(seconds)));
                model.checkout(client, patient, now + seconds);
            }
            node.settle();
            check(pool, model, story);
        }
        clients.values().forEach(pid -> pid.exit(ExitReason.kill()));
        pool.close();
        node.settle();
        assertThat(things.eachClosedOnce()).as("%s", story).isTrue();
    }

    private void check(ResourcePool<Thing> pool, PoolModel model, List<String> story) {
        Map<String, List<Integer>> seen = new TreeMap<>();
        held.forEach((client, leases) -> {
            if (!leases.isEmpty()) {
                seen.put(client, leases.stream().map(lease -> lease.get().number()).toList());
            }
        });
        Map<String, List<Integer>> expected = new TreeMap<>(model.held);
        expected.values().removeIf(List::isEmpty);
        assertThat(seen).as("%s", story).isEqualTo(expected);
        ResourceSnapshot now = pool.snapshot();
        assertThat(now.idle()).as("idle, %s", story).isEqualTo(model.idle());
        assertThat(now.waiting()).as("waiting, %s", story).isEqualTo(model.waiters());
    }

    private void serve(Self self, String name, ResourcePool<Thing> pool) {

        while (true) {
            if (self.receive() instanceof Checkout(boolean patient, Duration timeout)) {
                try {
                    if (patient) {
                        keep(name, pool.checkout(timeout));
                    } else {
                        pool.tryCheckout().ifPresent(lease -> keep(name, lease));
                    }
                } catch (CheckoutTimeout e) {
                    assertThat(patient).isTrue();
                }
            }
        }
    }

    private void keep(String name, Lease<Thing> lease) {
        held.computeIfAbsent(name, n -> new ArrayDeque<>()).add(lease);
    }
}
