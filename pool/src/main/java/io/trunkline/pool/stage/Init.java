package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import java.util.List;

/// What [Stage#init] returns; made by the `ok` methods of [Producer], [ProducerConsumer] and
/// [Consumer], and by those of [Stage].
///
/// @param <S> the stage's state
public sealed interface Init<S> {
    /// Started.
    ///
    /// @param output how it emits, if it does
    /// @param producers whom it subscribes to, in this order, before any message
    record Ok<S>(S state, ProducerOptions<?> output, List<SubscribeTo> producers)
            implements Init<S> {
        public Ok {
            producers = List.copyOf(producers);
        }
    }

    /// Not wanted.
    record Ignore<S>() implements Init<S> {}

    /// Failed.
    record Stop<S>(ExitReason reason) implements Init<S> {}
}
