package io.trunkline.pool.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Bulkhead, TimeLimiter and Hedge: those that wait for other threads.
@Timeout(60)
class ConcurrencyGuardsTest {
    @Test
    void aBulkheadRefusesWhatItHasNoPlaceFor() {
        Bulkhead bulkhead = Bulkhead.of(1);
        bulkhead.<RuntimeException>run(() -> {
            assertThatExceptionOfType(BulkheadFull.class)
                    .isThrownBy(() -> bulkhead.run(() -> {}))
                    .withMessage("BulkheadFull: places=1, waiting=0");
            assertThat(bulkhead.snapshot().running()).isEqualTo(1);
        });
        assertThat(bulkhead.snapshot()).isEqualTo(new Bulkhead.Snapshot(0, 0, 1, 1));
    }

    @Test
    void aCallThatFailsLeavesItsPlace() {
        Bulkhead bulkhead = Bulkhead.of(1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() ->
                            bulkhead.run(() -> {
                                throw new IOException();
                            }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(bulkhead.snapshot().running()).isZero();
    }

    @Test
    void neverMoreRunThanThereArePlaces() throws Exception {
        Bulkhead bulkhead = Bulkhead.of(3, ofSeconds(30));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                calls.add(
                        threads.submit(() ->
                                bulkhead.run(() -> {
                                    int now = running.incrementAndGet();
                                    most.accumulateAndGet(now, Math::max);
                                    Thread.yield();
                                    running.decrementAndGet();
                                })));
            }
        }
        for (Future<?> call : calls) {
            call.get();
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(bulkhead.snapshot()).isEqualTo(new Bulkhead.Snapshot(0, 0, 200, 0));
    }

    @Test
    void anInterruptEndsTheWaitForAPlace() {
        Bulkhead bulkhead = Bulkhead.of(1, ofSeconds(100));
        bulkhead.<RuntimeException>run(() -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(GuardInterrupted.class)
                    .isThrownBy(() -> bulkhead.run(() -> {}));
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void aTimeLimiterReleasesTheCallerAndInterruptsTheWork() throws Exception {
        TimeLimiter limiter = TimeLimiter.of(ofMillis(20));
        var interrupted = new CompletableFuture<Boolean>();
        assertThatExceptionOfType(TimeLimitExceeded.class)
                .isThrownBy(() ->
                        limiter.run(() -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.complete(true);
                            }
                        }))
                .withMessage("TimeLimitExceeded: limit=PT0.02S");
        assertThat(interrupted.get()).isTrue();
        assertThat(limiter.snapshot()).isEqualTo(new TimeLimiter.Snapshot(0, 1));
    }

    @Test
    void aTimeLimiterPassesResultsAndFailuresOn() {
        TimeLimiter limiter = TimeLimiter.of(ofSeconds(60));
        assertThat(limiter.<Integer, RuntimeException>call(() -> 7)).isEqualTo(7);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        limiter.run(() -> {
                            throw new IOException("down");
                        }))
                .withMessage("down");
        assertThat(limiter.snapshot()).isEqualTo(new TimeLimiter.Snapshot(2, 0));
    }

    @Test
    void aHedgeTakesTheSecondAttemptWhenTheFirstHangsAndCancelsTheFirst() throws Exception {
        Hedge hedge = Hedge.after(ofMillis(10));
        AtomicInteger attempts = new AtomicInteger();
        var loser = new CompletableFuture<Integer>();
        int answer =
                hedge.<Integer, RuntimeException>call(() -> {
                    int attempt = attempts.incrementAndGet();
                    if (attempt == 1) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            loser.complete(attempt);
                        }
                    }
                    return attempt;
                });
        assertThat(answer).isEqualTo(2);
        assertThat(loser.get()).isEqualTo(1);
        assertThat(hedge.snapshot()).isEqualTo(new Hedge.Snapshot(1, 1, 1));
    }

    @Test
    void aFastCallIsSentOnce() {
        Hedge hedge = Hedge.after(ofSeconds(60));
        AtomicInteger attempts = new AtomicInteger();
        assertThat(hedge.<Integer, RuntimeException>call(attempts::incrementAndGet)).isEqualTo(1);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        hedge.run(() -> {
                            throw new IOException("first");
                        }));
        assertThat(hedge.snapshot()).isEqualTo(new Hedge.Snapshot(2, 0, 0));
    }

    @Test
    void oneFailureLeavesTheCallToTheOtherAttempt() {
        Hedge hedge = Hedge.after(ofMillis(1));
        AtomicInteger attempts = new AtomicInteger();
        var secondFailed = new CountDownLatch(1);
        String answer =
                hedge.<String, IllegalStateException>call(() -> {
                    if (attempts.incrementAndGet() == 1) {
                        try {
                            secondFailed.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return "first";
                    }
                    secondFailed.countDown();
                    throw new IllegalStateException("second");
                });
        assertThat(answer).isEqualTo("first");
    }

    @Test
    void aHedgeWithoutBudgetWaitsForItsFirstAttempt() {
        var budget = AttemptBudget.of(0, 1);
        assertThat(budget.tryAttempt()).isTrue();
        Hedge hedge = Hedge.after(ofMillis(1)).withBudget(budget);
        AtomicInteger attempts = new AtomicInteger();
        int answer =
                hedge.<Integer, RuntimeException>call(() -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    return attempts.incrementAndGet();
                });
        assertThat(answer).isEqualTo(1);
        assertThat(hedge.snapshot().hedged()).isZero();
    }

    @Test
    void guardsRunInTheOrderStated() {
        List<String> passed = new ArrayList<>();
        Guard chain = named("a", passed).then(named("b", passed)).then(named("c", passed));
        chain.<RuntimeException>run(() -> passed.add("work"));
        assertThat(passed).containsExactly("a", "b", "c", "work");
    }

    private static Guard named(String name, List<String> passed) {
        return new Guard() {
            @Override
            public <T, X extends Exception> T call(
                    ScopedValue.CallableOp<? extends T, ? extends X> work) throws X {
                passed.add(name);
                return work.call();
            }
        };
    }
}
