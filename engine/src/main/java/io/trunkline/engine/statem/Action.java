package io.trunkline.engine.statem;

import io.trunkline.engine.From;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What a transition asks for besides the state and the answer to its event's caller: a list whose
/// last element was added last.
sealed interface Action {
    /// What was asked for before, or null.
    @Nullable Action before();

    /// An answer to a caller of an earlier event.
    record Reply(@Nullable Action before, From to, Object reply) implements Action {}

    /// An event to handle before all that waits.
    record NextEvent(@Nullable Action before, Object event) implements Action {}

    /// A time-out to set, or to cancel.
    ///
    /// @param after null to cancel
    record SetTimeout(
            @Nullable Action before, Object key, @Nullable Duration after, @Nullable Object event)
            implements Action {}
}
