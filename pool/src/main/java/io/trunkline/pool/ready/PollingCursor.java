package io.trunkline.pool.ready;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// What calls of a function give. It has no state.
record PollingCursor<E>(IntFunction<? extends Collection<? extends E>> poll, Duration pause)
        implements Feed.Cursor<E> {
    PollingCursor {
        Objects.requireNonNull(poll, "poll");
        if (!pause.isPositive()) {
            throw new IllegalArgumentException("pause must be positive: pause=" + pause);
        }
    }

    @Override
    public Feed.Rest take(int most, List<? super E> out) {
        if (most == 0) {
            return new Feed.Rest.More();
        }
        Collection<? extends E> events = poll.apply(most);
        out.addAll(events);
        return events.isEmpty() ? new Feed.Rest.Later(pause) : new Feed.Rest.More();
    }
}
