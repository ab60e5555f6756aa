package io.trunkline.pool.resource;

import io.trunkline.engine.Pid;
import io.trunkline.pool.guard.Backoff;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a [ResourceSpec] says, and no one changes any more. Times in nanoseconds, 0 for none.
record Settings<R>(
        String name,
        Callable<? extends R> start,
        ResourceSpec.Closer<? super R> close,
        @Nullable Function<? super R, Pid> process,
        int size,
        int overflow,
        IdleOrder order,
        boolean lazy,
        @Nullable Predicate<? super R> validate,
        @Nullable Predicate<? super R> validateIdle,
        long validateIdleNanos,
        long idleNanos,
        long lifetimeNanos,
        boolean reuseOfDeadOwner,
        boolean holdTimes,
        Predicate<? super Throwable> discardOn,
        Backoff startBackoff) {

    /// Whether a resource that was just lent is looked at before its owner gets it.
    boolean checksOnCheckout() {
        return validate != null || lifetimeNanos > 0;
    }

    /// Whether idle ones are looked at from time to time.
    boolean sweeps() {
        return sweepNanos() < Long.MAX_VALUE;
    }

    /// How often: a quarter of the shortest time, so that nothing goes later than that.
    long sweepNanos() {
        long shortest = Long.MAX_VALUE;
        for (long nanos : new long[] {validateIdleNanos, idleNanos, lifetimeNanos}) {
            shortest = nanos > 0 ? Math.min(shortest, nanos) : shortest;
        }
        return shortest == Long.MAX_VALUE ? shortest : Math.max(1_000_000, shortest / 4);
    }

    /// Whether the lock can be passed by; see [IdlePath].
    boolean mayPassLock() {
        return process == null;
    }
}
