package io.trunkline.pool.guard;

import io.trunkline.engine.Node;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Sends a call a second time when the first is slow, and takes whichever succeeds first: what cuts
/// the long tail of a service that is slow now and then.
///
/// The second attempt begins when the first has not ended after `delay`, best chosen near the 95th
/// percentile so that few calls are sent twice; an [AttemptBudget] bounds how many. Who loses is
/// interrupted. A first attempt that fails before the delay is the end of it, as trying again is
/// for [Retry]; once both run, one's failure leaves the call to the other, and if both fail it
/// fails with what the first to fail threw. Only for work that may be done twice.
///
/// Attempts run on virtual threads of their own, as in [TimeLimiter].
public final class Hedge implements Guard {
    private final Duration delay;
    private final GuardTime time;
    private final @Nullable AttemptBudget budget;
    private final LongAdder calls = new LongAdder();
    private final LongAdder hedged = new LongAdder();
    private final LongAdder won = new LongAdder();

    private Hedge(Duration delay, GuardTime time, @Nullable AttemptBudget budget) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be >= 0: delay=" + delay);
        }
        this.delay = delay;
        this.time = time;
        this.budget = budget;
    }

    /// Makes a hedge that waits for `delay` before it sends a call again.
    public static Hedge after(Duration delay) {
        return new Hedge(delay, GuardTime.SYSTEM, null);
    }

    /// Makes a hedge that follows a node's time. Its attempts are processes of their own, linked to
    /// the calling one, and the loser is killed; on a simulated node this needs the test kit.
    public static Hedge after(Duration delay, Node node) {
        return new Hedge(delay, GuardTime.of(node), null);
    }

    /// The same, with counts of its own, within a budget.
    public Hedge withBudget(AttemptBudget budget) {
        return new Hedge(delay, time, Objects.requireNonNull(budget, "budget"));
    }

    /// Runs a call once or twice.
    ///
    /// @throws GuardInterrupted if the caller was interrupted meanwhile
    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        calls.increment();
        if (budget != null) {
            budget.call();
        }
        Attempts<T> attempts = new Attempts<>(time, "hedged", work);
        attempts.start();
        try {
            Attempt<T> winner = attempts.poll(delay);
            if (winner == null && (budget == null || budget.tryAttempt())) {
                hedged.increment();
                Attempt<T> second = attempts.start();
                winner = firstToSucceed(attempts);
                if (winner == second && winner.hasSucceeded()) {
                    won.increment();
                }
            } else if (winner == null) {
                winner = attempts.take();
            }
            return winner.<X>result();
        } catch (InterruptedException e) {
            throw GuardInterrupted.now("work");
        } finally {
            attempts.cancel();
        }
    }

    /// The counts of now.
    public Snapshot snapshot() {
        return new Snapshot(calls.sum(), hedged.sum(), won.sum());
    }

    private static <T extends @Nullable Object> Attempt<T> firstToSucceed(Attempts<T> attempts)
            throws InterruptedException {
        Attempt<T> first = attempts.take();
        if (first.hasSucceeded()) {
            return first;
        }
        Attempt<T> other = attempts.take();
        return other.hasSucceeded() ? other : first;
    }

    /// What a hedge has done.
    ///
    /// @param calls how many calls came
    /// @param hedged how many were sent a second time
    /// @param won how many of these the second attempt answered
    public record Snapshot(long calls, long hedged, long won) {}
}
