package io.trunkline.pool.stage;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

/// What a stage is asked for from outside, as a call or a cast.
///
/// @param <R> the reply
sealed interface StageRequest<R> extends Call<R>, Behaviour.Control {
    /// To a consumer.
    ///
    /// @param replaced what ends first, for `reason`; null for nothing
    record Subscribe(
            Pid producer,
            SubscribeOptions options,
            @Nullable Subscription replaced,
            @Nullable ExitReason reason)
            implements StageRequest<Object> {}

    record TellInfo(Object message) implements StageRequest<Object> {}

    record SetDemand(Demand mode) implements StageRequest<Object> {}

    record GetDemand() implements StageRequest<Object> {}

    record GetCounts() implements StageRequest<Object> {}

    record Drain() implements StageRequest<Object> {}

    /// The reply to what this kind of stage cannot do.
    record Refused(String why) {}
}
