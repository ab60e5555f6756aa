package io.trunkline.pool.stage;

import io.trunkline.engine.Self;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.Restart;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/// What a [ConsumerSupervisor] is made from.
///
/// @param start starts a child for an event, linked
/// @param shutdown how long children may take to end
/// @param restarts how many there may be within `period`
record ChildrenSpec<E>(
        BiFunction<Self, Object, Started> start,
        Restart restart,
        Duration shutdown,
        int restarts,
        Duration period,
        List<SubscribeTo> producers) {
    ChildrenSpec {
        Objects.requireNonNull(start, "start");
        if (restart == Restart.PERMANENT) {
            throw new IllegalArgumentException(
                    "restart must be TRANSIENT or TEMPORARY: restart=" + restart);
        }
        if (shutdown.isNegative()) {
            throw new IllegalArgumentException("shutdown must be >= 0: shutdown=" + shutdown);
        }
        if (restarts < 0) {
            throw new IllegalArgumentException("restarts must be >= 0: restarts=" + restarts);
        }
        if (!period.isPositive()) {
            throw new IllegalArgumentException("period must be > 0: period=" + period);
        }
        producers = List.copyOf(producers);
    }

    ChildrenSpec<E> withRestart(Restart rule) {
        return new ChildrenSpec<>(start, rule, shutdown, restarts, period, producers);
    }

    ChildrenSpec<E> withShutdown(Duration timeout) {
        return new ChildrenSpec<>(start, restart, timeout, restarts, period, producers);
    }

    ChildrenSpec<E> withIntensity(int most, Duration within) {
        return new ChildrenSpec<>(start, restart, shutdown, most, within, producers);
    }

    ChildrenSpec<E> withProducers(List<SubscribeTo> wanted) {
        return new ChildrenSpec<>(start, restart, shutdown, restarts, period, wanted);
    }
}
