package io.trunkline.pool.resource;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.pool.guard.Backoff;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a [ResourcePool] is made from: how a resource is started and closed, how many there are,
/// and for how long. It can be used for many pools; not for more than one thread at a time.
///
/// Resources are started and closed on virtual threads of their own, except for the first ones of a
/// pool that is not lazy, which its maker starts one after the other. On a simulated node without
/// the test kit the pool's process does it.
///
/// @param <R> a resource
public final class ResourceSpec<R> {
    private static final int MOST = IdlePath.LARGEST;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Callable<? extends R> start;
    private final Closer<? super R> close;
    private final @Nullable Function<? super R, Pid> process;

    private String name = "pool";
    private int size = 10;
    private int overflow;
    private IdleOrder order = IdleOrder.LIFO;
    private boolean lazy;
    private @Nullable Predicate<? super R> validate;
    private @Nullable Predicate<? super R> validateIdle;
    private long validateIdleNanos;
    private long idleNanos;
    private long lifetimeNanos;
    private boolean reuseOfDeadOwner;
    private boolean holdTimes;
    private Predicate<? super Throwable> discardOn = failure -> true;
    private Backoff startBackoff =
            Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(30)).withJitter(0.2);

    private ResourceSpec(
            Callable<? extends R> start,
            Closer<? super R> close,
            @Nullable Function<? super R, Pid> process) {
        this.start = Objects.requireNonNull(start, "start");
        this.close = Objects.requireNonNull(close, "close");
        this.process = process;
    }

    /// How a resource is closed.
    ///
    /// @param <R> a resource
    @FunctionalInterface
    public interface Closer<R> {
        /// Closes it; what it throws is logged.
        void close(R resource) throws Exception;
    }

    /// Resources that `start` makes and `close` ends. Each is closed exactly once.
    public static <R> ResourceSpec<R> resource(
            Callable<? extends R> start, Closer<? super R> close) {
        return new ResourceSpec<>(start, close, null);
    }

    /// Processes, as poolboy's workers are: one that ends by itself is replaced, lent or not. They
    /// are closed by an exit signal `shutdown`.
    public static ResourceSpec<Pid> processes(Callable<Pid> start) {
        return new ResourceSpec<>(start, pid -> pid.exit(ExitReason.shutdown()), pid -> pid);
    }

    /// Its name in messages. Default: `pool`.
    public ResourceSpec<R> name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /// Keeps this many. Default: 10.
    public ResourceSpec<R> size(int size) {
        checkSize(size, overflow);
        this.size = size;
        return this;
    }

    /// Starts up to this many more when all are lent. Default: 0.
    public ResourceSpec<R> overflow(int overflow) {
        checkSize(size, overflow);
        this.overflow = overflow;
        return this;
    }

    /// Which idle one is lent next. Default: LIFO.
    public ResourceSpec<R> order(IdleOrder order) {
        this.order = Objects.requireNonNull(order, "order");
        return this;
    }

    /// Starts a resource when it is first needed, and does not replace one that has ended before
    /// another is.
    public ResourceSpec<R> lazy() {
        this.lazy = true;
        return this;
    }

    /// Looks at each resource before it is lent, on the thread of who asked for it; one that fails,
    /// or throws, is discarded and the next is taken.
    public ResourceSpec<R> validate(Predicate<? super R> healthy) {
        this.validate = Objects.requireNonNull(healthy, "healthy");
        return this;
    }

    /// Looks at resources that have been idle for `every`, and again each time it has passed; one
    /// that fails, or throws, is discarded. It cannot be lent meanwhile.
    public ResourceSpec<R> validateIdle(Predicate<? super R> healthy, Duration every) {
        this.validateIdle = Objects.requireNonNull(healthy, "healthy");
        this.validateIdleNanos = nanos("every", every);
        return this;
    }

    /// Closes resources that have been idle for this long and need not be kept: those above
    /// [#size(int)]; in a lazy pool, all. Default: those above the size are closed as they come
    /// back, as poolboy does, and others never.
    public ResourceSpec<R> idleTime(Duration idle) {
        this.idleNanos = nanos("idle", idle);
        return this;
    }

    /// Closes resources this old when they are not lent. Each lives between nine tenths of it and
    /// all, so that those started together do not end together. Default: for ever.
    public ResourceSpec<R> maxLifetime(Duration lifetime) {
        this.lifetimeNanos = nanos("lifetime", lifetime);
        return this;
    }

    /// Lends what an owner had that ended without giving it back to others, as poolboy does.
    /// Default: it is discarded, as nobody knows what state it is in.
    public ResourceSpec<R> reuseOfDeadOwner() {
        this.reuseOfDeadOwner = true;
        return this;
    }

    /// Discards a resource when [ResourcePool#with] ends with one of these. Default: whatever was
    /// thrown.
    public ResourceSpec<R> discardOn(Predicate<? super Throwable> failures) {
        this.discardOn = Objects.requireNonNull(failures, "failures");
        return this;
    }

    /// Records for how long each resource is lent, for [ResourcePool#holds()]. It reads the clock
    /// at each checkout and each checkin, which costs more than these do. Default: not.
    public ResourceSpec<R> holdTimes() {
        this.holdTimes = true;
        return this;
    }

    /// How long to wait after attempts to start a resource that failed, counted over the pool.
    /// Default: 100 ms, doubled up to 30 s, with a jitter of a fifth.
    public ResourceSpec<R> startBackoff(Backoff backoff) {
        this.startBackoff = Objects.requireNonNull(backoff, "backoff");
        return this;
    }

    Settings<R> settings() {
        return new Settings<>(
                name,
                start,
                close,
                process,
                size,
                overflow,
                order,
                lazy,
                validate,
                validateIdle,
                validateIdleNanos,
                idleNanos,
                lifetimeNanos,
                reuseOfDeadOwner,
                holdTimes,
                discardOn,
                startBackoff);
    }

    static void checkSize(int size, int overflow) {
        if (size < 0 || size > MOST) {
            throw new IllegalArgumentException("size must be in 0.." + MOST + ": size=" + size);
        }
        if (overflow < 0 || overflow > MOST - size) {
            throw new IllegalArgumentException(
                    "overflow must be in 0.." + (MOST - size) + ": overflow=" + overflow);
        }
    }

    private static long nanos(String what, Duration value) {
        if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be in 1 ns..365 days: " + what + "=" + value);
        }
        return value.toNanos();
    }
}
