package io.trunkline.pool.ready;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerOptions;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Where a producer takes its events from, when they are asked for.
///
/// ```java
/// Feed<String> lines = Feed.stream(() -> Files.lines(path));
/// Stage.from(node, lines::producer).into(() -> ForEach.of(this::print)).start();
/// ```
///
/// The producer remembers demand that the feed could not serve, looks again when there is something
/// new, and ends, in order, when the last event has been delivered.
///
/// *After a crash.* A producer that is restarted opens its feed again. Collections and streams
/// begin anew; an [EventQueue] goes on with what it holds. To lose nothing, and repeat little, use
/// [Acknowledged].
///
/// A feed is a specification, and may be opened by many producers, but for an [EventQueue].
///
/// @param <E> the events, never null
@FunctionalInterface
public interface Feed<E> {
    /// Begins to read. Called in the producer's process, when it starts.
    ///
    /// @param reader the producer: any message to it has it look whether there are events
    Cursor<E> open(Pid reader);

    /// A producer of these events.
    default Producer<E, ?> producer() {
        return producer(ProducerOptions.defaults());
    }

    /// A producer of these events. It emits what is demanded, so that its buffer is used only when
    /// consumers leave.
    default Producer<E, ?> producer(ProducerOptions<? super E> options) {
        return new FeedProducer<>(this, options);
    }

    /// A feed that is being read, by one process. Its methods should not block for long: the
    /// producer answers nobody meanwhile.
    ///
    /// @param <E> the events
    interface Cursor<E> {
        /// Takes the next events.
        ///
        /// @param most how many at most, 0 or more
        /// @param out what they are added to
        Rest take(int most, List<? super E> out);

        /// Is told that its reader ends in order, as [io.trunkline.pool.stage.Stage#drain] was
        /// asked for.
        ///
        /// @return whether it has accepted events that are to be taken still; then it says when it
        ///   has ended. The default has none
        default boolean drain() {
            return false;
        }

        /// Gets another reader in place of one that has ended, in that process. Only [Acknowledged]
        /// has readers go on where others ended; see [#open].
        default void resume(Pid reader) {}

        /// Is told that nothing more will be taken, unless its reader was killed.
        default void close() {}
    }

    /// What may be had of a feed after [Cursor#take].
    sealed interface Rest {
        /// There may be more now.
        record More() implements Rest {}

        /// There is nothing now; the reader gets a message when there is.
        record Waiting() implements Rest {}

        /// There is nothing now; to be asked again after `delay`.
        record Later(Duration delay) implements Rest {
            public Later {
                Objects.requireNonNull(delay, "delay");
            }
        }

        /// There will not be any.
        record Ended() implements Rest {}
    }

    /// The elements of a collection, or of anything that can be iterated over.
    static <E> Feed<E> of(Iterable<? extends E> events) {
        return iterator(events::iterator);
    }

    /// The elements of an iterator; its `next` and `hasNext` run in the producer.
    ///
    /// @param events asked for one whenever the producer starts
    static <E> Feed<E> iterator(Supplier<? extends Iterator<? extends E>> events) {
        Objects.requireNonNull(events, "events");
        return _ -> new IteratorCursor<>(events.get(), () -> {});
    }

    /// The elements of a stream, which is closed when the producer ends.
    ///
    /// @param events asked for one whenever the producer starts
    static <E> Feed<E> stream(Supplier<? extends Stream<? extends E>> events) {
        Objects.requireNonNull(events, "events");
        return _ -> {
            Stream<? extends E> stream = events.get();
            return new IteratorCursor<>(stream.iterator(), stream::close);
        };
    }

    /// What calls of a function give: of a service that cannot tell when it has something.
    ///
    /// @param poll given how many events are wanted; may give fewer, or more
    /// @param pause how long to wait after it gave none
    static <E> Feed<E> polling(
            IntFunction<? extends Collection<? extends E>> poll, Duration pause) {
        PollingCursor<E> cursor = new PollingCursor<>(poll, pause);
        return _ -> cursor;
    }

    /// An event each `period` of a node's time, the first after one.
    ///
    /// @param event makes it of the number of periods that have passed, from 1. Those that nobody
    ///   asks for are left out: numbers are missing
    static <E> Feed<E> ticking(Node node, Duration period, LongFunction<? extends E> event) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("period must be positive: period=" + period);
        }
        Objects.requireNonNull(event, "event");
        return _ -> new TickingCursor<>(node.clock(), period.toNanos(), event);
    }

    /// What something tells its subscribers by a message, and keeps for them: a table, say.
    ///
    /// ```java
    /// Feed.subscribed(() -> table.subscribe(SubscribeOptions.defaults()), Subscription::drain)
    /// ```
    ///
    /// @param subscribe subscribes the calling process: the producer, whenever one starts
    /// @param drain takes what has come
    static <S, E> Feed<E> subscribed(
            Supplier<? extends S> subscribe,
            Function<? super S, ? extends Collection<? extends E>> drain) {
        Objects.requireNonNull(subscribe, "subscribe");
        Objects.requireNonNull(drain, "drain");
        return _ -> new SubscribedCursor<S, E>(subscribe, drain);
    }
}
