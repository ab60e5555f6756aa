package io.trunkline.pool.guard;

import io.trunkline.engine.Node;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// Tries again when a call fails.
///
/// ```java
/// Retry retry = Retry.attempts(3, Backoff.exponential(ofMillis(50), ofSeconds(1)).withJitter(0.5))
///         .withBudget(AttemptBudget.of(0.1, 10));
/// ```
///
/// A call fails with what its last attempt threw, the earlier failures suppressed in it. By default
/// exceptions are tried again, but not those that say nothing about who was called
/// ([Failures#isCallers(Throwable)]), refusals among them; nor are errors. Only for work that may
/// be done twice.
///
/// Attempts run on the calling thread, which waits between them. If it is interrupted then, the
/// call fails at once with its last failure, and the interrupted status is set.
public final class Retry implements Guard {
    private final int attempts;
    private final Backoff backoff;
    private final @Nullable AttemptBudget budget;
    private final Predicate<? super Throwable> retried;
    private final Predicate<@Nullable Object> failed;
    private final GuardTime time;
    private final LongAdder calls = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private Retry(
            int attempts,
            Backoff backoff,
            @Nullable AttemptBudget budget,
            Predicate<? super Throwable> retried,
            Predicate<@Nullable Object> failed,
            GuardTime time) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be >= 1: attempts=" + attempts);
        }
        this.attempts = attempts;
        this.backoff = Objects.requireNonNull(backoff, "backoff");
        this.budget = budget;
        this.retried = Objects.requireNonNull(retried, "retried");
        this.failed = Objects.requireNonNull(failed, "failed");
        this.time = time;
    }

    /// Makes a guard that tries up to `attempts` times in all.
    public static Retry attempts(int attempts, Backoff backoff) {
        return new Retry(
                attempts, backoff, null, Retry::isWorthIt, result -> false, GuardTime.SYSTEM);
    }

    /// The same, with counts of its own, within a budget.
    public Retry withBudget(AttemptBudget budget) {
        return new Retry(
                attempts, backoff, Objects.requireNonNull(budget, "budget"), retried, failed, time);
    }

    /// The same, with counts of its own, for these failures in place of the default ones.
    public Retry on(Predicate<? super Throwable> retried) {
        return new Retry(attempts, backoff, budget, retried, failed, time);
    }

    /// The same, with counts of its own, also for these results; the last one is returned.
    public Retry onResult(Predicate<@Nullable Object> failed) {
        return new Retry(attempts, backoff, budget, retried, failed, time);
    }

    /// The same, with counts of its own, waiting in a node's time as the calling process.
    public Retry on(Node node) {
        return new Retry(attempts, backoff, budget, retried, failed, GuardTime.of(node));
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        calls.increment();
        if (budget != null) {
            budget.call();
        }
        @Nullable Throwable before = null;
        for (int made = 1; ; made++) {
            T result;
            try {
                result = work.call();
            } catch (Throwable failure) {
                if (before != null && before != failure) {
                    failure.addSuppressed(before);
                }
                if (!retried.test(failure) || !again(made)) {
                    failures.increment();
                    throw failure;
                }
                before = failure;
                continue;
            }
            if (!failed.test(result)) {
                return result;
            }
            if (!again(made)) {
                failures.increment();
                return result;
            }
        }
    }

    /// The counts of now.
    public Snapshot snapshot() {
        return new Snapshot(calls.sum(), retries.sum(), failures.sum());
    }

    /// Waits for the next attempt, if there is to be one.
    private boolean again(int made) {
        if (made == attempts || (budget != null && !budget.tryAttempt())) {
            return false;
        }
        if (!time.pause(backoff.delay(made, ThreadLocalRandom.current()).toNanos())) {
            return false;
        }
        retries.increment();
        return true;
    }

    private static boolean isWorthIt(Throwable failure) {
        return failure instanceof Exception && !Failures.isCallers(failure);
    }

    /// What a retry has done.
    ///
    /// @param calls how many calls came
    /// @param retries how many attempts were made beyond the first ones
    /// @param failures how many calls failed in the end
    public record Snapshot(long calls, long retries, long failures) {}
}
