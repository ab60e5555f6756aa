package io.trunkline.pool.breaker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The time between two changes of state: see `docs/design/pool.md`.
abstract sealed class Era permits Closed, Open, HalfOpen, Disabled {
    final CircuitBreaker breaker;
    final CircuitState state;
    final long generation;
    final long begun;

    /// The era after this one, for those who tell listeners; set by who changed the state, cleared
    /// when they were told, so that an old permit keeps no later era alive.
    volatile @Nullable Era next;

    Era(CircuitBreaker breaker, CircuitState state, @Nullable Era before) {
        this.breaker = breaker;
        this.state = state;
        this.generation = before == null ? 0 : before.generation + 1;
        this.begun = breaker.settings.clock().nanoTime();
    }

    /// A permit; null if there is none, or perhaps if this era is over.
    abstract @Nullable Permit enter();

    /// What to throw at those who get none. Made anew in a state that refuses nothing: who asks was
    /// refused in the one before.
    CircuitOpenException refusal() {
        return new CircuitOpenException(breaker.name(), CircuitState.OPEN, this);
    }

    /// How long there will be none; zero if that depends on something else.
    Duration retryAfter() {
        return Duration.ZERO;
    }

    CircuitSnapshot.Recent recent() {
        return CircuitSnapshot.Recent.NONE;
    }
}
