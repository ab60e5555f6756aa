package io.trunkline.pool.stage;

import java.util.Objects;
import java.util.OptionalInt;

/// How a stage emits.
///
/// @param <E> its events
/// @param dispatcher who gets which event; default [Dispatcher#demand()]
/// @param bufferSize how many events that nobody has asked for are kept; default 10,000 in a
///   producer, and no limit (empty) in a [ProducerConsumer], whose demand limits them
/// @param bufferKeep which ones; default LAST
/// @param demand what is done with demand at first; default FORWARD. A [ProducerConsumer] knows
///   nothing else
public record ProducerOptions<E>(
        Dispatcher<E> dispatcher, OptionalInt bufferSize, Keep bufferKeep, Demand demand) {
    /// The size of a producer's buffer if it says none.
    static final int PRODUCER_BUFFER = 10_000;

    public ProducerOptions {
        Objects.requireNonNull(dispatcher, "dispatcher");
        Objects.requireNonNull(bufferSize, "bufferSize");
        Objects.requireNonNull(bufferKeep, "bufferKeep");
        Objects.requireNonNull(demand, "demand");
        if (bufferSize.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "bufferSize must be >= 0: bufferSize=" + bufferSize.getAsInt());
        }
    }

    /// By demand, with the default buffer, forwarding demand.
    public static <E> ProducerOptions<E> defaults() {
        return dispatcher(Dispatcher.demand());
    }

    /// The defaults with a dispatcher.
    public static <E> ProducerOptions<E> dispatcher(Dispatcher<E> dispatcher) {
        return new ProducerOptions<>(dispatcher, OptionalInt.empty(), Keep.LAST, Demand.FORWARD);
    }

    /// These options with a limit on the buffer; zero keeps nothing.
    public ProducerOptions<E> bufferSize(int events) {
        return new ProducerOptions<>(dispatcher, OptionalInt.of(events), bufferKeep, demand);
    }

    /// These options, keeping others when the buffer is full.
    public ProducerOptions<E> bufferKeep(Keep keep) {
        return new ProducerOptions<>(dispatcher, bufferSize, keep, demand);
    }

    /// These options, with demand treated so until [Stage#demand(io.trunkline.engine.Pid, Demand)]
    /// says otherwise.
    public ProducerOptions<E> demand(Demand mode) {
        return new ProducerOptions<>(dispatcher, bufferSize, bufferKeep, mode);
    }
}
