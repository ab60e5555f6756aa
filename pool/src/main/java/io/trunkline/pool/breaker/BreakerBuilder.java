package io.trunkline.pool.breaker;

import io.trunkline.engine.Clock;
import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.guard.Failures;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Builds a [CircuitBreaker]. Not for more than one thread at a time.
public final class BreakerBuilder {
    private static final int DEFAULT_FAILURES = 5;
    private static final double DEFAULT_RATE = 50;
    private static final int DEFAULT_MINIMUM = 20;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final String name;
    private final List<CircuitListener> listeners = new ArrayList<>();
    private int failures;
    private int count;
    private long timeNanos;
    private double failureRate = Limits.NO_RATE;
    private double slowRate = Limits.NO_RATE;
    private int minimumCalls;
    private long slowNanos;
    private Backoff openFor = Backoff.fixed(Duration.ofSeconds(30));
    private int probes = 1;
    private long probeLeaseNanos = TimeUnit.SECONDS.toNanos(30);
    private @Nullable Predicate<? super Throwable> recorded;
    private @Nullable Predicate<? super Throwable> ignored;
    private @Nullable Predicate<@Nullable Object> failedResult;
    private Clock clock = System::nanoTime;
    private @Nullable RandomGenerator random;

    BreakerBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /// Opens at this many failures: in a row, or in the window if there is one. Default, when
    /// nothing else opens it: 5 in a row.
    public BreakerBuilder failures(int failures) {
        this.failures = atLeastOne("failures", failures);
        return this;
    }

    /// Remembers the last `size` calls.
    public BreakerBuilder countWindow(int size) {
        if (size < 1 || size > CountWindow.LARGEST) {
            throw new IllegalArgumentException(
                    "size must be in 1.." + CountWindow.LARGEST + ": size=" + size);
        }
        this.count = size;
        this.timeNanos = 0;
        return this;
    }

    /// Remembers the calls of the last `size`, in ten parts: what is older than nine tenths of it
    /// may be forgotten.
    public BreakerBuilder timeWindow(Duration size) {
        this.timeNanos = nanos("size", size, 10);
        this.count = 0;
        return this;
    }

    /// Opens when this many in a hundred calls of the window have failed. Default with a window and
    /// without [#failures(int)]: 50.
    public BreakerBuilder failureRate(double percent) {
        this.failureRate = percent;
        return this;
    }

    /// Opens when this many in a hundred calls of the window have taken `threshold` or longer,
    /// whether they failed or not. Default: however long a call takes says nothing.
    public BreakerBuilder slowCalls(Duration threshold, double percent) {
        this.slowNanos = nanos("threshold", threshold, 1);
        this.slowRate = percent;
        return this;
    }

    /// Does not go by rates before the window has this many calls. Default: 20, or the size of a
    /// smaller window of calls.
    public BreakerBuilder minimumCalls(int calls) {
        this.minimumCalls = atLeastOne("calls", calls);
        return this;
    }

    /// Stays open for so long. Default: 30 s.
    public BreakerBuilder openFor(Duration duration) {
        return openFor(Backoff.fixed(duration));
    }

    /// Stays open the longer the more often in a row its probes have failed.
    public BreakerBuilder openFor(Backoff backoff) {
        nanos("openFor", backoff.maximum(), 0);
        this.openFor = backoff;
        return this;
    }

    /// Lets this many calls run when half-open: it closes when all of them have ended well; it
    /// opens when one has failed, or with a rate as soon as that many in a hundred have. Default:
    /// 1.
    public BreakerBuilder probes(int probes) {
        if (probes < 1 || probes > 1000) {
            throw new IllegalArgumentException("probes must be in 1..1000: probes=" + probes);
        }
        this.probes = probes;
        return this;
    }

    /// Gives the place of a probe that has not ended after so long to another call; how it ends
    /// then is of no interest. Longer than a call should ever take. Default: 30 s.
    public BreakerBuilder probeLease(Duration lease) {
        this.probeLeaseNanos = nanos("lease", lease, 1);
        return this;
    }

    /// Counts these exceptions as failures, and no others. Default: all that say something about
    /// the service, which is those that are not [Failures#isCallers(Throwable)].
    public BreakerBuilder record(Predicate<? super Throwable> failures) {
        this.recorded = Objects.requireNonNull(failures, "failures");
        return this;
    }

    /// Does not count these exceptions, neither as failures nor as successes.
    public BreakerBuilder ignore(Predicate<? super Throwable> ignored) {
        this.ignored = Objects.requireNonNull(ignored, "ignored");
        return this;
    }

    /// Does not count exceptions of this type.
    public BreakerBuilder ignore(Class<? extends Throwable> type) {
        return ignore(type::isInstance);
    }

    /// Counts these results as failures; the caller gets them all the same.
    public BreakerBuilder recordResult(Predicate<@Nullable Object> failures) {
        this.failedResult = Objects.requireNonNull(failures, "failures");
        return this;
    }

    /// Adds one who hears of changes.
    public BreakerBuilder listener(CircuitListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /// Follows this clock, such as a node's. Default: [System#nanoTime()].
    public BreakerBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /// Takes jitter from here; for tests that must repeat. Used by any thread.
    public BreakerBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /// The breaker, closed.
    ///
    /// @throws IllegalArgumentException if a rate has no window, or the minimum of calls is above
    ///   the window's size
    public CircuitBreaker build() {
        boolean windowed = count > 0 || timeNanos > 0;
        boolean rated = failureRate != Limits.NO_RATE || slowRate != Limits.NO_RATE;
        if (!windowed && (rated || minimumCalls > 0)) {
            throw new IllegalArgumentException(
                    "a rate must have a window: failureRate="
                            + failureRate
                            + ", slowRate="
                            + slowRate
                            + ", minimumCalls="
                            + minimumCalls);
        }
        if (count > 0 && minimumCalls > count) {
            throw new IllegalArgumentException(
                    "minimumCalls must be <= the window's size: minimumCalls="
                            + minimumCalls
                            + ", size="
                            + count);
        }
        return new CircuitBreaker(
                new Settings(
                        name,
                        limits(windowed),
                        count,
                        timeNanos,
                        slowNanos,
                        openFor,
                        probes,
                        probeLeaseNanos,
                        recorded,
                        ignored,
                        failedResult,
                        List.copyOf(listeners),
                        clock,
                        random));
    }

    private Limits limits(boolean windowed) {
        int least = count > 0 ? Math.min(DEFAULT_MINIMUM, count) : DEFAULT_MINIMUM;
        int minimum = minimumCalls > 0 ? minimumCalls : least;
        if (!windowed) {
            int inARow = failures > 0 ? failures : DEFAULT_FAILURES;
            return new Limits(inARow, Limits.NO_RATE, Limits.NO_RATE, minimum);
        }
        if (failures > 0) {
            return new Limits(failures, failureRate, slowRate, minimum);
        }
        double rate = failureRate == Limits.NO_RATE ? DEFAULT_RATE : failureRate;
        return new Limits(Limits.NO_COUNT, rate, slowRate, minimum);
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be >= 1: " + what + "=" + value);
        }
        return value;
    }

    private static long nanos(String what, Duration value, long least) {
        if (value.compareTo(LONGEST) > 0 || value.compareTo(Duration.ofNanos(least)) < 0) {
            throw new IllegalArgumentException(
                    what + " must be in " + least + " ns..365 days: " + what + "=" + value);
        }
        return value.toNanos();
    }
}
