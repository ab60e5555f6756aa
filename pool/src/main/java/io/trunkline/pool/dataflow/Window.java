package io.trunkline.pool.dataflow;

import java.time.Duration;

/// How many of a partition's events are reduced to one. Windows follow each other without a gap.
public sealed interface Window {
    /// All there are: one result when the stream ends.
    record Whole() implements Window {}

    /// So many events; the last window may have fewer.
    record Count(int events) implements Window {
        public Count {
            if (events < 1) {
                throw new IllegalArgumentException("events must be >= 1: events=" + events);
            }
        }
    }

    /// All events that come in a time, which begins with the first of them: a time without events
    /// has no window. It is the node's time, not the events' own.
    record Time(Duration length) implements Window {
        public Time {
            if (!length.isPositive()) {
                throw new IllegalArgumentException("length must be positive: length=" + length);
            }
        }
    }

    /// See [Whole].
    static Window whole() {
        return new Whole();
    }

    /// See [Count].
    static Window count(int events) {
        return new Count(events);
    }

    /// See [Time].
    static Window time(Duration length) {
        return new Time(length);
    }
}
