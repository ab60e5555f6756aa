package io.trunkline.pool.stage;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

/// What stages send each other. All but events are notices: nobody misses them when their receiver
/// has ended.
sealed interface StageMessage {
    /// Consumer to producer.
    ///
    /// @param replaced what ends first, for `reason`; null for nothing
    record Subscribe(
            Subscription subscription, @Nullable Subscription replaced, @Nullable ExitReason reason)
            implements StageMessage, Behaviour.Notice {}

    /// Consumer to producer: it may be sent so many events more.
    record Ask(Subscription subscription, long events) implements StageMessage, Behaviour.Notice {}

    /// Consumer to producer, if that wants to know: it has handled so many events more.
    record Handled(Subscription subscription, long events)
            implements StageMessage, Behaviour.Notice {}

    /// Anybody to the producer.
    record CancelAsked(Subscription subscription, ExitReason reason)
            implements StageMessage, Behaviour.Notice {}

    /// Producer to consumer.
    record Delivery(Subscription subscription, Events<?> events) implements StageMessage {
        /// Shows no events: they may be many, and secret.
        @Override
        public String toString() {
            return "Delivery[%s, %d events]".formatted(subscription, events.size());
        }
    }

    /// Producer to consumer: the subscription has ended.
    record Cancelled(Subscription subscription, ExitReason reason)
            implements StageMessage, Behaviour.Notice {}

    /// Producer to itself: events that were dropped do not count, so as many are wanted again.
    record AskAgain(long events) implements StageMessage, Behaviour.Notice {}
}
