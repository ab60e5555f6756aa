package io.trunkline.pool.breaker;

import org.jspecify.annotations.Nullable;

/// A circuit whose calls run, and are not counted.
final class Disabled extends Era implements Permit {
    Disabled(CircuitBreaker breaker, @Nullable Era before) {
        super(breaker, CircuitState.DISABLED, before);
    }

    @Override
    Permit enter() {
        return this;
    }

    @Override
    public void onSuccess(long tookNanos) {}

    @Override
    public void onFailure(long tookNanos) {}

    @Override
    public void onError(long tookNanos, Throwable thrown) {}

    @Override
    public void release() {}
}
