package io.trunkline.pool.stage;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// How a consumer subscribes.
///
/// ```java
/// maxDemand(500).minDemand(250).cancel(TRANSIENT)
/// ```
///
/// @param maxDemand how many events may be under way to the consumer; default 1,000
/// @param minDemand how many may be left of them when it asks for more; less than `maxDemand`,
///   default half of it. It gets batches of at most the difference
/// @param cancel what the end of the subscription means to the consumer; default PERMANENT
/// @param partition which one it wants, of a producer with [Dispatcher#partition]
/// @param selector which events it wants, of a producer with [Dispatcher#broadcast()]; null is all.
///   It runs in the producer
public record SubscribeOptions(
        int maxDemand,
        int minDemand,
        CancelMode cancel,
        OptionalInt partition,
        @Nullable Predicate<Object> selector) {
    private static final SubscribeOptions DEFAULTS = maxDemand(1000);

    public SubscribeOptions {
        if (maxDemand < 1) {
            throw new IllegalArgumentException("maxDemand must be >= 1: maxDemand=" + maxDemand);
        }
        if (minDemand < 0 || minDemand >= maxDemand) {
            throw new IllegalArgumentException(
                    "minDemand must be in 0..%d: minDemand=%d".formatted(maxDemand - 1, minDemand));
        }
        Objects.requireNonNull(cancel, "cancel");
        Objects.requireNonNull(partition, "partition");
    }

    /// At most 1,000 events under way, more asked for at 500, PERMANENT.
    public static SubscribeOptions defaults() {
        return DEFAULTS;
    }

    /// At most `max` events under way, and more asked for when half of them are left.
    public static SubscribeOptions maxDemand(int max) {
        return new SubscribeOptions(max, max / 2, CancelMode.PERMANENT, OptionalInt.empty(), null);
    }

    /// These options, asking for more when `min` events are left.
    public SubscribeOptions minDemand(int min) {
        return new SubscribeOptions(maxDemand, min, cancel, partition, selector);
    }

    /// These options with another meaning of the end.
    public SubscribeOptions cancel(CancelMode mode) {
        return new SubscribeOptions(maxDemand, minDemand, mode, partition, selector);
    }

    /// These options for one partition.
    public SubscribeOptions partition(int partition) {
        return new SubscribeOptions(
                maxDemand, minDemand, cancel, OptionalInt.of(partition), selector);
    }

    /// These options for some events only. What the predicate throws ends the producer.
    ///
    /// @param type of the producer's events
    public <E> SubscribeOptions selector(Class<E> type, Predicate<? super E> wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return new SubscribeOptions(
                maxDemand, minDemand, cancel, partition, event -> wanted.test(type.cast(event)));
    }
}
