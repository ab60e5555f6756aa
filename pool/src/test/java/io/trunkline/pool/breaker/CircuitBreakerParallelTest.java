package io.trunkline.pool.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Many threads on one breaker: what must hold whatever they do.
class CircuitBreakerParallelTest {
    private static final int THREADS = 8;
    private static final int CALLS = 20_000 * Integer.getInteger("trunkline.stress.factor", 1);

    @Test
    void everyCallIsCountedOnceAndChangesAreHeardInOrder() throws InterruptedException {
        long seed = Long.getLong("trunkline.seed", System.nanoTime());
        var clock = new TestClock();
        var heard = new ConcurrentLinkedQueue<CircuitChange>();
        CircuitBreaker breaker =
                CircuitBreaker.named("shared")
                        .failures(3)
                        .openFor(ofNanos(50))
                        .probes(2)
                        .probeLease(ofNanos(40))
                        .clock(clock)
                        .listener(heard::add)
                        .build();
        var refused = new AtomicInteger();
        race(thread -> {
            var random = new SplittableRandom(seed + thread);
            for (int i = 0; i < CALLS; i++) {
                clock.advanceNanos(1);
                Permit permit = breaker.tryAcquire();
                if (permit == null) {
                    refused.incrementAndGet();
                } else if (random.nextInt(10) == 0) {
                    permit.release();
                } else if (random.nextInt(3) == 0) {
                    permit.onFailure(0);
                } else {
                    permit.onSuccess(0);
                }
            }
        });

        CircuitSnapshot end = breaker.snapshot();
        assertThat(end.refused()).as("seed=" + seed).isEqualTo(refused.get());
        assertThat(end.successes() + end.failures() + end.late() + end.ignored() + end.refused())
                .as("seed=" + seed)
                .isEqualTo((long) THREADS * CALLS);
        List<CircuitChange> changes = new ArrayList<>(heard);
        assertThat(changes).as("seed=" + seed).hasSize((int) end.generation());
        CircuitState state = CircuitState.CLOSED;
        for (int i = 0; i < changes.size(); i++) {
            assertThat(changes.get(i).generation()).isEqualTo(i + 1);
            assertThat(changes.get(i).from()).isEqualTo(state);
            state = changes.get(i).to();
        }
        assertThat(state).isEqualTo(end.state());
    }

    @Test
    void noMoreProbesRunThanArePermitted() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            var clock = new TestClock();
            CircuitBreaker breaker =
                    CircuitBreaker.named("probed").failures(1).probes(2).clock(clock).build();
            breaker.transitionTo(CircuitState.OPEN);
            clock.advance(ofSeconds(30));
            var probes = new AtomicInteger();
            race(thread -> {
                if (breaker.tryAcquire() != null) {
                    probes.incrementAndGet();
                }
            });
            assertThat(probes).hasValue(2);
            assertThat(breaker.snapshot().generation()).isEqualTo(2);
        }
    }

    @Test
    void aWindowOfCallsIsExactAtRest() throws InterruptedException {
        long seed = Long.getLong("trunkline.seed", System.nanoTime());
        for (int size : new int[] {1, 2, 7, 100}) {
            var window = new CountWindow(size, new Limits(Integer.MAX_VALUE, 100, 100, 1));
            race(thread -> {
                var random = new SplittableRandom(seed + thread);
                for (int i = 0; i < CALLS; i++) {
                    int outcome = random.nextInt(4);
                    if (outcome == Outcome.GOOD) {
                        window.good();
                    } else {
                        window.bad(outcome);
                    }
                    CircuitSnapshot.Recent now = window.recent();
                    assertThat(now.failed() <= size + THREADS && now.slow() <= size + THREADS)
                            .isTrue();
                }
            });
            for (int i = 0; i < size; i++) {
                window.bad(i % 2 == 0 ? Outcome.FAILED : Outcome.SLOW);
            }
            assertThat(window.recent())
                    .as("seed=" + seed + ", size=" + size)
                    .isEqualTo(new CircuitSnapshot.Recent(size, (size + 1) / 2, size / 2));
        }
    }

    @FunctionalInterface
    private interface Racer {
        void run(int thread);
    }

    private static void race(Racer racer) throws InterruptedException {
        var start = new CountDownLatch(1);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    start.await();
                                    racer.run(thread);
                                } catch (Throwable t) {
                                    failures.add(t);
                                }
                            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
