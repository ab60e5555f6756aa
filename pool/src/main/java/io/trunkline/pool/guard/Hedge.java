package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    private final long delay;
    private final @Nullable AttemptBudget budget;
    private final LongAdder calls = new LongAdder();
    private final LongAdder hedged = new LongAdder();
    private final LongAdder won = new LongAdder();

    private Hedge(long delay, @Nullable AttemptBudget budget) {
        this.delay = delay;
        this.budget = budget;
    }

    /// Makes a hedge that waits for `delay` before it sends a call again.
    public static Hedge after(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be >= 0: delay=" + delay);
        }
        return new Hedge(TimeUnit.NANOSECONDS.convert(delay), null);
    }

    /// The same, with counts of its own, within a budget.
    public Hedge withBudget(AttemptBudget budget) {
        return new Hedge(delay, Objects.requireNonNull(budget, "budget"));
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
        var ended = new LinkedBlockingQueue<Attempt<T>>();
        Attempt<T> first = new Attempt<>(work, ended::add);
        Attempt<T> second = new Attempt<>(work, ended::add);
        first.start("hedged");
        try {
            Attempt<T> winner = ended.poll(delay, TimeUnit.NANOSECONDS);
            if (winner == null && (budget == null || budget.tryAttempt())) {
                hedged.increment();
                second.start("hedge");
                winner = firstToSucceed(ended);
            } else if (winner == null) {
                winner = ended.take();
            }
            T result = winner.get();
            if (winner == second) {
                won.increment();
            }
            return result;
        } catch (ExecutionException e) {
            throw Attempt.<X>failureOf(e);
        } catch (InterruptedException e) {
            throw GuardInterrupted.now("work");
        } finally {
            first.cancel(true);
            second.cancel(true);
        }
    }

    /// The counts of now.
    public Snapshot snapshot() {
        return new Snapshot(calls.sum(), hedged.sum(), won.sum());
    }

    private static <T extends @Nullable Object> Attempt<T> firstToSucceed(
            LinkedBlockingQueue<Attempt<T>> ended) throws InterruptedException {
        Attempt<T> first = ended.take();
        if (first.state() == Attempt.State.SUCCESS) {
            return first;
        }
        Attempt<T> other = ended.take();
        return other.state() == Attempt.State.SUCCESS ? other : first;
    }

    /// What a hedge has done.
    ///
    /// @param calls how many calls came
    /// @param hedged how many were sent a second time
    /// @param won how many of these the second attempt answered
    public record Snapshot(long calls, long hedged, long won) {}
}
