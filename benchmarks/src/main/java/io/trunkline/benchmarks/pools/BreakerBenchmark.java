package io.trunkline.benchmarks.pools;

import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.trunkline.pool.breaker.BreakerBuilder;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitOpenException;
import io.trunkline.pool.breaker.CircuitState;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// `breaker-closed` and `breaker-open`: a call that does next to nothing through a breaker that
/// many threads share, and one that is refused.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class BreakerBenchmark {
    /// What the breakers go by.
    public enum Window {
        /// Five failures in a row; the peers that have no such thing use a window of 100 calls.
        CONSECUTIVE,
        /// Half of the last 100 calls.
        COUNT,
        /// Half of the calls of the last 10 s.
        TIME
    }

    private static final Duration LONG = Duration.ofHours(1);

    @Param({"CONSECUTIVE", "COUNT", "TIME"})
    Window window;

    /// How many calls a thread has made.
    @State(Scope.Thread)
    public static class Turn {
        int calls;
    }

    private int answer = 42;

    private CircuitBreaker closed;
    private CircuitBreaker troubled;
    private CircuitBreaker open;
    private Supplier<Integer> resilienceClosed;
    private Supplier<Integer> resilienceOpen;
    private io.github.resilience4j.circuitbreaker.CircuitBreaker resilienceTripped;
    private FailsafeExecutor<Integer> failsafeClosed;
    private FailsafeExecutor<Integer> failsafeOpen;

    @Setup
    public void build() {
        closed = ours().build();
        troubled = ours().build();
        open = ours().openFor(LONG).build();
        open.transitionTo(CircuitState.OPEN);

        var resilience = resilience();
        resilienceClosed = resilience.decorateSupplier(this::work);
        resilienceTripped = resilience();
        resilienceTripped.transitionToOpenState();
        resilienceOpen = resilienceTripped.decorateSupplier(this::work);

        failsafeClosed = Failsafe.with(failsafe());
        var failsafeTripped = failsafe();
        failsafeTripped.open();
        failsafeOpen = Failsafe.with(failsafeTripped);
    }

    @Benchmark
    public Integer breakerClosed() {
        return closed.call(this::work);
    }

    /// One call in 32 fails, so that the window always holds failures.
    @Benchmark
    public Object breakerTroubled(Turn turn) {
        if ((++turn.calls & 31) == 0) {
            troubled.tryAcquire().onFailure(0);
            return turn;
        }
        return troubled.call(this::work);
    }

    @Benchmark
    public Object breakerOpen() {
        try {
            return open.call(this::work);
        } catch (CircuitOpenException refused) {
            return refused;
        }
    }

    @Benchmark
    public Object breakerOpenTryAcquire() {
        return open.tryAcquire();
    }

    @Benchmark
    public boolean breakerOpenTryAcquireResilience4j() {
        return resilienceTripped.tryAcquirePermission();
    }

    @Benchmark
    public Integer breakerClosedResilience4j() {
        return resilienceClosed.get();
    }

    @Benchmark
    public Object breakerOpenResilience4j() {
        try {
            return resilienceOpen.get();
        } catch (CallNotPermittedException refused) {
            return refused;
        }
    }

    @Benchmark
    public Integer breakerClosedFailsafe() {
        return failsafeClosed.get(this::work);
    }

    @Benchmark
    public Object breakerOpenFailsafe() {
        try {
            return failsafeOpen.get(this::work);
        } catch (CircuitBreakerOpenException refused) {
            return refused;
        }
    }

    private Integer work() {
        return answer;
    }

    private BreakerBuilder ours() {
        var builder = CircuitBreaker.named("benchmark");
        return switch (window) {
            case CONSECUTIVE -> builder;
            case COUNT -> builder.countWindow(100);
            case TIME -> builder.timeWindow(Duration.ofSeconds(10));
        };
    }

    private io.github.resilience4j.circuitbreaker.CircuitBreaker resilience() {
        var config = CircuitBreakerConfig.custom().waitDurationInOpenState(LONG);
        if (window == Window.TIME) {
            config.slidingWindow(10, 100, SlidingWindowType.TIME_BASED);
        } else {
            config.slidingWindow(100, 100, SlidingWindowType.COUNT_BASED);
        }
        return io.github.resilience4j.circuitbreaker.CircuitBreaker.of("benchmark", config.build());
    }

    private dev.failsafe.CircuitBreaker<Integer> failsafe() {
        var builder = dev.failsafe.CircuitBreaker.<Integer>builder().withDelay(LONG);
        return switch (window) {
            case CONSECUTIVE -> builder.withFailureThreshold(5).build();
            case COUNT -> builder.withFailureThreshold(50, 100).build();
            case TIME -> builder.withFailureRateThreshold(50, 100, Duration.ofSeconds(10)).build();
        };
    }
}
