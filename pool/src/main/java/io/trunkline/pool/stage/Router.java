package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Decides which subscriber gets which event: what a [Dispatcher] does in its stage. Confined to
/// it.
///
/// Demand it is told of by [#ask] it says back, when it must go upstream, as the result; what it
/// cannot place in [#dispatch] goes to the stage's buffer.
abstract sealed class Router permits DemandRouter, BroadcastRouter, PartitionRouter {
    /// Makes the router of a stage.
    @SuppressWarnings("unchecked") // the hash function gets the stage's own events
    static Router of(Dispatcher<?> dispatcher, Output output) {
        return switch (dispatcher) {
            case Dispatcher.ByDemand<?> _ -> new DemandRouter(output);
            case Dispatcher.Broadcast<?> _ -> new BroadcastRouter(output);
            case Dispatcher.Partition<?> partition ->
                    new PartitionRouter((Dispatcher.Partition<Object>) partition, output);
        };
    }

    /// Takes in a subscriber, without demand.
    ///
    /// @return why it is refused; null if it is not
    abstract @Nullable ExitReason subscribe(Subscription subscriber);

    /// Forgets a subscriber.
    ///
    /// @return how much must be asked for upstream
    abstract long cancel(Subscription subscriber);

    /// Notes demand.
    ///
    /// @return how much must be asked for upstream
    abstract long ask(Subscription subscriber, long events);

    /// Sends events to those who asked for them.
    ///
    /// @return the last ones, that nobody asked for
    abstract Events<?> dispatch(Events<?> events);

    /// How many events [#dispatch] would place now, at least: none if it would place none.
    abstract long wanted();

    /// Tells the stage a message, after the events that the router keeps.
    abstract void info(Object message);

    /// How many events the router keeps, for each partition.
    List<Integer> queued() {
        return List.of();
    }

    /// Whether the router keeps no events.
    boolean isEmpty() {
        return true;
    }
}
