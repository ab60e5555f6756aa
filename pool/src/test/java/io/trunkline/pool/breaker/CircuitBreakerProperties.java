package io.trunkline.pool.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Random calls against a breaker and a model of it, in virtual time.
class CircuitBreakerProperties {
    private static final int RUNS = 2_000 * Integer.getInteger("trunkline.stress.factor", 1);
    private static final int STEPS = 300;

    @Test
    void aBreakerDoesWhatItsModelDoes() {
        Long given = Long.getLong("trunkline.seed");
        if (given != null) {
            run(given);
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + RUNS; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        var random = new SplittableRandom(seed);
        var plan = plan(random);
        var clock = new TestClock();
        CircuitBreaker breaker = breaker(plan, clock);
        var model = new BreakerModel(plan, 0);
        long start = clock.nanoTime();
        Map<Integer, Permit> permits = new LinkedHashMap<>();
        double failing = random.nextDouble();
        for (int step = 0; step < STEPS; step++) {
            long now = clock.nanoTime() - start;
            String place = "seed=" + seed + ", step=" + step + ", " + plan;
            switch (random.nextInt(5)) {
                case 0 -> clock.advanceNanos(random.nextLong(plan.openNanos()));
                case 1, 2 -> {
                    Permit permit = breaker.tryAcquire();
                    int expected = model.acquire(now);
                    assertThat(permit != null).as(place).isEqualTo(expected >= 0);
                    if (permit != null) {
                        permits.put(expected, permit);
                    }
                }
                default -> {
                    if (!permits.isEmpty()) {
                        end(permits, model, now, random, failing);
                    }
                }
            }
            assertThat(breaker.state()).as(place).isEqualTo(model.state());
            assertThat(breaker.snapshot().generation()).as(place).isEqualTo(model.generation());
        }
    }

    private static void end(
            Map<Integer, Permit> permits,
            BreakerModel model,
            long now,
            SplittableRandom random,
            double failing) {
        Integer id =
                permits.keySet().stream().skip(random.nextInt(permits.size())).findFirst().get();
        Permit permit = permits.remove(id);
        if (random.nextInt(20) == 0) {
            permit.release();
            model.release(id);
            return;
        }
        boolean failed = random.nextDouble() < failing;
        boolean slow = random.nextInt(4) == 0;
        long took = slow ? 10 : 9;
        if (failed) {
            permit.onFailure(took);
        } else {
            permit.onSuccess(took);
        }
        model.end(id, failed, slow && model.hasSlowCalls(), now);
    }

    private static BreakerModel.Plan plan(SplittableRandom random) {
        int kind = random.nextInt(3);
        boolean rated = kind > 0 && random.nextBoolean();
        boolean slow = kind > 0 && random.nextBoolean();
        int count = kind == 1 ? 1 + random.nextInt(12) : 0;
        return new BreakerModel.Plan(
                rated ? Integer.MAX_VALUE : 1 + random.nextInt(4),
                count,
                kind == 2 ? 10 * (1 + random.nextInt(200)) : 0,
                rated ? 1 + random.nextInt(100) : Double.POSITIVE_INFINITY,
                slow ? 1 + random.nextInt(100) : Double.POSITIVE_INFINITY,
                1 + random.nextInt(kind == 1 ? count : 8),
                1 + random.nextInt(1000),
                1 + random.nextInt(4),
                1 + random.nextInt(1000));
    }

    private static CircuitBreaker breaker(BreakerModel.Plan plan, TestClock clock) {
        var builder =
                CircuitBreaker.named("random")
                        .clock(clock)
                        .openFor(Duration.ofNanos(plan.openNanos()))
                        .probes(plan.probes())
                        .probeLease(Duration.ofNanos(plan.leaseNanos()));
        if (plan.failures() < Integer.MAX_VALUE) {
            builder.failures(plan.failures());
        }
        if (plan.count() > 0) {
            builder.countWindow(plan.count()).minimumCalls(plan.minimum());
        }
        if (plan.timeNanos() > 0) {
            builder.timeWindow(Duration.ofNanos(plan.timeNanos())).minimumCalls(plan.minimum());
        }
        if (plan.failureRate() <= 100) {
            builder.failureRate(plan.failureRate());
        }
        if (plan.slowRate() <= 100) {
            builder.slowCalls(Duration.ofNanos(10), plan.slowRate());
        }
        return builder.build();
    }
}
