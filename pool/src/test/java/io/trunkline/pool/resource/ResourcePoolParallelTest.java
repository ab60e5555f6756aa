package io.trunkline.pool.resource;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.pool.metrics.Intervals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Many at once: nothing is lent to two, and in the end each resource was closed once.
class ResourcePoolParallelTest {
    private static final long SEED = Long.getLong("trunkline.seed", System.nanoTime());
    private static final int THREADS = 8;
    private static final int TURNS = 3000;

    private final Things things = new Things();
    private final AtomicInteger wrong = new AtomicInteger();

    @Test
    void lendsToOneAtATimeWhateverHappens() throws InterruptedException {
        for (ResourceSpec<Thing> spec :
                List.of(
                        things.spec().size(4),
                        things.spec().size(2).overflow(3),
                        things.spec().size(3).order(IdleOrder.FIFO).lazy(),
                        things.spec().size(4).order(IdleOrder.FIFO),
                        things.spec().size(0).overflow(4).idleTime(ofMillis(20)),
                        things.spec().size(3).validate(t -> t.number() % 7 != 0))) {
            try (Node node = Node.start()) {
                run(node, ResourcePool.start(node, spec.holdTimes()));
            }
            assertThat(things.eachClosedOnce()).as("seed %d, %s", SEED, things.made).isTrue();
        }
        assertThat(wrong).as("seed %d", SEED).hasValue(0);
    }

    private void run(Node node, ResourcePool<Thing> pool) throws InterruptedException {
        Intervals waits = pool.waits();
        Intervals holds = pool.holds();
        SplittableRandom seeds = new SplittableRandom(SEED);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = seeds.split();
            boolean process = i % 2 == 0;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int turn = 0; turn < TURNS; turn++) {
                                    if (process && turn % 8 == 0) {
                                        mortal(node, pool, random);
                                    } else {
                                        once(pool, random);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(pool.close(ofSeconds(20))).as("seed %d, %s", SEED, pool.snapshot()).isTrue();
        long checkouts = pool.snapshot().checkouts();
        assertThat(waits.next().count()).as("seed %d", SEED).isEqualTo(checkouts);
        assertThat(holds.next().count()).as("seed %d", SEED).isEqualTo(checkouts);
    }

    /// A process that uses the pool and may be killed at any moment of it.
    private void mortal(Node node, ResourcePool<Thing> pool, SplittableRandom random) {
        SplittableRandom own = random.split();
        Pid pid = node.spawn(self -> once(pool, own));
        for (int spin = random.nextInt(200); spin > 0; spin--) {
            Thread.onSpinWait();
        }
        pid.exit(ExitReason.kill());
    }

    private void once(ResourcePool<Thing> pool, SplittableRandom random) {
        int choice = random.nextInt(100);
        try {
            Lease<Thing> lease =
                    choice < 20
                            ? pool.tryCheckout().orElse(null)
                            : pool.checkout(choice < 40 ? ofMillis(1) : ofSeconds(20));
            if (lease == null) {
                return;
            }
            lease.resource().use();
            if (choice % 10 == 0) {
                lease.invalidate();
            } else {
                lease.close();
            }
            if (choice % 9 == 0) {
                lease.close();
            }
            if (choice == 50) {
                pool.resize(random.nextInt(4) + 1, random.nextInt(3));
            }
        } catch (CheckoutTimeout e) {
            if (choice >= 40) {
                wrong.incrementAndGet();
            }
        } catch (AssertionError e) {
            if (!Thread.currentThread().isVirtual()) {
                wrong.incrementAndGet(); // a killed one may use what is being closed already
            }
        }
    }
}
