package io.trunkline.pool.dataflow;

import io.trunkline.engine.Node;
import io.trunkline.pool.ready.Collected;
import io.trunkline.pool.ready.Feed;
import io.trunkline.pool.stage.Demand;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.ProducerOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collector;

/// A computation over a stream of events, by several processes at once.
///
/// ```java
/// Map<String, Integer> words =
///         Dataflow.from(node, Feed.stream(() -> Files.lines(path)))
///                 .parallel(2)
///                 .flatMap(line -> List.of(line.split(" ")))
///                 .partition(4, word -> word)
///                 .reduce(Window.whole(), HashMap<String, Integer>::new, Words::count)
///                 .collect(Words.merging())
///                 .result().join();
/// ```
///
/// It runs as [stages][io.trunkline.pool.stage.Stage]: operators that follow each other run in one
/// process, one within the other, and only [#parallel] and [#partition] pass events between
/// processes. So memory is bounded by demand, but for what waits for a partition that is slower
/// than the others: spread keys evenly.
///
/// *Order.* Events keep their order within one process; those of different processes mix. In
/// particular all events with one key that come from one process reach their partition in order.
///
/// *When something fails.* A function that throws ends the whole computation, and its result fails:
/// nothing is restarted. Streams that must survive their stages are for
/// [pipelines][io.trunkline.pool.stage.Pipeline] and [io.trunkline.pool.ready.Acknowledged].
///
/// *When not to use it.* For a collection in memory, whose elements take microseconds, a parallel
/// [java.util.stream.Stream] is simpler and faster. This has nothing to do with
/// [java.util.concurrent.Flow]; it is what Elixir calls Flow.
///
/// It is a description, immutable, and can be started many times if its feed can.
///
/// @param <E> the events that come out of it so far
public final class Dataflow<E> {
    private final Node node;
    private final List<Layer> before;
    private final Open<E> open;

    private Dataflow(Node node, List<Layer> before, Open<E> open) {
        this.node = node;
        this.before = before;
        this.open = open;
    }

    /// The last layer, as long as it is not known who gets its events.
    private sealed interface Open<E> {
        Layer close(Dispatcher<E> dispatcher);

        /// Where the events come from.
        record Source<E>(Feed<E> feed) implements Open<E> {
            @Override
            public Layer close(Dispatcher<E> dispatcher) {
                return new Layer(
                        1,
                        _ ->
                                feed.producer(
                                        ProducerOptions.dispatcher(dispatcher)
                                                .demand(Demand.ACCUMULATE)),
                        dispatcher instanceof Dispatcher.Partition<E>);
            }
        }

        /// Operators, in `width` stages.
        record Steps<I, E>(int width, Operator<I, E> operators) implements Open<E> {
            @Override
            public Layer close(Dispatcher<E> dispatcher) {
                ProducerOptions<E> options = ProducerOptions.dispatcher(dispatcher);
                return new Layer(
                        width,
                        producers -> new OperatorStage<>(operators, options, producers),
                        dispatcher instanceof Dispatcher.Partition<E>);
            }
        }
    }

    /// Begins with the events of a feed.
    public static <E> Dataflow<E> from(Node node, Feed<E> feed) {
        Objects.requireNonNull(node, "node");
        return new Dataflow<>(
                node, List.of(), new Open.Source<>(Objects.requireNonNull(feed, "feed")));
    }

    // --- operators ---

    /// Other events, one for each.
    public <O> Dataflow<O> map(Function<? super E, ? extends O> function) {
        Objects.requireNonNull(function, "function");
        return then((next, _) ->
                Operator.forwarding(event -> next.accept(function.apply(event)), next));
    }

    /// Those events that `wanted` says.
    public Dataflow<E> filter(Predicate<? super E> wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return then((next, _) ->
                Operator.forwarding(
                        event -> {
                            if (wanted.test(event)) {
                                next.accept(event);
                            }
                        },
                        next));
    }

    /// Other events, any number for each.
    public <O> Dataflow<O> flatMap(Function<? super E, ? extends Iterable<? extends O>> function) {
        Objects.requireNonNull(function, "function");
        return then((next, _) ->
                Operator.forwarding(event -> function.apply(event).forEach(next::accept), next));
    }

    /// One event for the events of each window, in each process: of those with some keys, after
    /// [#partition].
    ///
    /// @param seed makes the first value of a window, never null
    /// @param step makes the next value of a value and an event; it may change the value that it
    ///   gets and return it
    public <A> Dataflow<A> reduce(
            Window window,
            Supplier<? extends A> seed,
            BiFunction<? super A, ? super E, ? extends A> step) {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(step, "step");
        return then((next, timers) -> new Reducer<E, A>(window, seed, step, next, timers));
    }

    private <O> Dataflow<O> then(Operator<E, O> operator) {
        return switch (open) {
            case Open.Source<E> _ -> parallel(1).then(operator);
            case Open.Steps<?, E> steps -> new Dataflow<>(node, before, after(steps, operator));
        };
    }

    private static <I, E, O> Open<O> after(Open.Steps<I, E> steps, Operator<E, O> operator) {
        return new Open.Steps<>(steps.width(), steps.operators().then(operator));
    }

    // --- processes ---

    /// Has what follows run in `processes`, each event in one that has time for it.
    public Dataflow<E> parallel(int processes) {
        return next(processes, Dispatcher.demand());
    }

    /// Has what follows run in `processes`, all events with equal keys in the same one.
    public Dataflow<E> partition(int processes, Function<? super E, ?> key) {
        Objects.requireNonNull(key, "key");
        ToIntFunction<? super Object> spread = Dispatcher.partition(processes).hash();
        return next(
                processes,
                Dispatcher.<E>partition(processes, event -> spread.applyAsInt(key.apply(event)))
                        .queueSize(Integer.MAX_VALUE)); // nothing may be lost
    }

    private Dataflow<E> next(int processes, Dispatcher<E> dispatcher) {
        if (processes < 1) {
            throw new IllegalArgumentException("processes must be >= 1: processes=" + processes);
        }
        return new Dataflow<>(
                node, closed(dispatcher), new Open.Steps<>(processes, Operator.<E>none()));
    }

    private List<Layer> closed(Dispatcher<E> dispatcher) {
        List<Layer> layers = new ArrayList<>(before);
        layers.add(open.close(dispatcher));
        return layers;
    }

    // --- ends ---

    /// Starts it, and collects what comes out of it in a process of its own.
    public <R> RunningDataflow<R> collect(Collector<? super E, ?, ? extends R> collector) {
        return RunningDataflow.start(
                node, closed(Dispatcher.demand()), Collected.<E, R>by(collector));
    }

    /// Starts it, and does something with each event that comes out of it, in a process of its own.
    /// The result says how many there were.
    public RunningDataflow<Long> forEach(Consumer<? super E> action) {
        Objects.requireNonNull(action, "action");
        return collect(
                Collector.of(
                        () -> new long[1],
                        (count, event) -> {
                            action.accept(event);
                            count[0]++;
                        },
                        (one, other) -> {
                            one[0] += other[0];
                            return one;
                        },
                        count -> count[0]));
    }
}
