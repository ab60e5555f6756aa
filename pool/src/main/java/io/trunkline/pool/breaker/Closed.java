package io.trunkline.pool.breaker;

import org.jspecify.annotations.Nullable;

/// A circuit whose calls run and are counted: CLOSED, and METRICS_ONLY. It is the permit of all its
/// calls, so that they allocate nothing.
final class Closed extends Era implements Permit {
    private final Window window;
    private final boolean opens;

    Closed(CircuitBreaker breaker, CircuitState state, @Nullable Era before) {
        super(breaker, state, before);
        this.window = breaker.settings.newWindow(breaker.counts.successes);
        this.opens = state == CircuitState.CLOSED;
    }

    @Override
    Permit enter() {
        return this;
    }

    @Override
    CircuitSnapshot.Recent recent() {
        return window.recent();
    }

    @Override
    public void onSuccess(long tookNanos) {
        record(breaker.settings.slowness(tookNanos));
    }

    @Override
    public void onFailure(long tookNanos) {
        record(breaker.settings.slowness(tookNanos) | Outcome.FAILED);
    }

    @Override
    public void onError(long tookNanos, Throwable thrown) {
        if (breaker.settings.isFailure(thrown)) {
            onFailure(tookNanos);
        } else {
            release();
        }
    }

    @Override
    public void release() {
        breaker.counts.ignored.increment();
    }

    private void record(int outcome) {
        Counts counts = breaker.counts;
        if (!breaker.isCurrent(this)) {
            counts.late.increment();
        } else if (outcome == Outcome.GOOD) {
            window.good();
            counts.successes.increment();
        } else {
            boolean tooMuch = window.bad(outcome);
            counts.add(outcome);
            if (tooMuch && opens) {
                breaker.change(this, new Open(breaker, this, 1));
            }
        }
    }
}
