package io.trunkline.pool.ready;

import io.trunkline.engine.ExitReason;
import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.SubscribeTo;
import io.trunkline.pool.stage.Subscription;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collector;

/// All events of a stream that ends, collected into one result.
///
/// ```java
/// Collected<String, Long> count = Collected.by(Collectors.counting());
/// Stage.from(node, lines::producer).into(count::consumer).start();
/// long lines = count.result().join();
/// ```
///
/// The result is there when the consumer's producers have emitted their last events. If the
/// consumer ends otherwise, or is started a second time, as a supervisor does, some events are lost
/// and the result fails with [NotCollected]. It stays open when the consumer is killed and not
/// restarted.
///
/// @param <E> the events
/// @param <R> the result
public final class Collected<E, R> {
    private final Collector<? super E, Object, ? extends R> collector;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final AtomicBoolean started = new AtomicBoolean();

    private Collected(Collector<? super E, Object, ? extends R> collector) {
        this.collector = Objects.requireNonNull(collector, "collector");
    }

    /// Collects as `collector` says, in one process.
    @SuppressWarnings("unchecked") // what it supplies it accumulates
    public static <E, R> Collected<E, R> by(Collector<? super E, ?, ? extends R> collector) {
        return new Collected<>((Collector<? super E, Object, ? extends R>) collector);
    }

    /// The consumer, to be started once.
    public Consumer<E, ?> consumer() {
        return consumer(List.of());
    }

    /// The consumer, subscribed to these producers when it starts; to be started once.
    public Consumer<E, ?> consumer(List<SubscribeTo> producers) {
        if (!started.compareAndSet(false, true)) {
            result.completeExceptionally(new NotCollected("its consumer was started again", null));
        }
        return new Collecting(producers);
    }

    /// What was collected, when it was. To complete it does not stop the consumer.
    public CompletableFuture<R> result() {
        return result.copy();
    }

    /// Its state is what has been accumulated.
    private final class Collecting extends Consumer<E, Object> {
        private final List<SubscribeTo> producers;

        Collecting(List<SubscribeTo> producers) {
            this.producers = List.copyOf(producers);
        }

        @Override
        protected Init<Object> init() {
            self().trapExit(true); // so that terminate runs when a supervisor stops it
            return ok(collector.supplier().get(), producers.toArray(SubscribeTo[]::new));
        }

        @Override
        protected Outcome<Object> handleEvents(List<E> events, Subscription from, Object all) {
            var accumulator = collector.accumulator();
            events.forEach(event -> accumulator.accept(all, event));
            return noReply(all);
        }

        @Override
        protected void terminate(ExitReason reason, Object all) {
            if (reason.equals(Cancellation.DRAINED) || reason.equals(ExitReason.normal())) {
                result.complete(collector.finisher().apply(all));
            } else {
                Throwable cause = reason instanceof ExitReason.Crashed crash ? crash.cause() : null;
                result.completeExceptionally(
                        new NotCollected("its consumer ended: " + reason, cause));
            }
        }

        /// What was collected is for who asked for it.
        @Override
        protected Object formatState(Object all) {
            return "...";
        }
    }
}
