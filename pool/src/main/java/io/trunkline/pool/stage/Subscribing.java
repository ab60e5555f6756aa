package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

/// What [Stage#handleSubscribe] returns; made by the methods of [Stage].
///
/// @param <S> the stage's state
public sealed interface Subscribing<S> {
    /// Subscribed, and the stage asks as the options say.
    record Automatic<S>(S state) implements Subscribing<S> {}

    /// Subscribed, and the consumer asks with [Subscription#ask].
    record Manual<S>(S state) implements Subscribing<S> {}

    /// The stage ends.
    record Stop<S>(ExitReason reason, S state) implements Subscribing<S> {}
}
