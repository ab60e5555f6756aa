package io.trunkline.pool.stage;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.Restart;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A consumer that starts a child for each event, and supervises it: as many at a time as it has
/// demand.
///
/// ```java
/// node.start(ConsumerSupervisor.of(Order.class, order -> new OrderProcess(order))
///         .subscribedTo(to("orders", maxDemand(50).minDemand(0))));
/// ```
///
/// It asks each producer for `maxDemand` events, and for more when at least `minDemand` of their
/// children have finished: with zero, for one whenever one has. A child that ends in order, or that
/// may not be restarted, has finished, as has one that does not start. One that is restarted keeps
/// its place.
///
/// When it is stopped, it stops its children. When it is [drained][Stage#drain] it waits for them.
///
/// This is a specification; it can be started many times.
///
/// @param <E> the events
public final class ConsumerSupervisor<E> implements Startable {
    static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final ChildrenSpec<E> spec;

    private ConsumerSupervisor(ChildrenSpec<E> spec) {
        this.spec = spec;
    }

    /// One that starts what `code` makes of an event.
    ///
    /// @param type of the events
    public static <E> ConsumerSupervisor<E> of(
            Class<E> type, Function<? super E, ? extends Startable> code) {
        Objects.requireNonNull(code, "code");
        return started(type, (self, event) -> self.startLink(code.apply(event)));
    }

    /// One that starts a threaded process for an event; `body` may block.
    ///
    /// @param type of the events
    public static <E> ConsumerSupervisor<E> threaded(
            Class<E> type, BiConsumer<Self, ? super E> body) {
        Objects.requireNonNull(body, "body");
        return started(
                type,
                (self, event) ->
                        new Started.Ok(self.spawnLink(child -> body.accept(child, event))));
    }

    private static <E> ConsumerSupervisor<E> started(
            Class<E> type, BiFunction<Self, E, Started> start) {
        Objects.requireNonNull(type, "type");
        return new ConsumerSupervisor<>(
                new ChildrenSpec<>(
                        (self, event) -> start.apply(self, type.cast(event)),
                        Restart.TEMPORARY,
                        Duration.ofSeconds(5),
                        3,
                        Duration.ofSeconds(5),
                        List.of()));
    }

    /// With another rule of when a child is started again for its event. Default: TEMPORARY, never.
    ///
    /// @throws IllegalArgumentException if it is PERMANENT: no event would ever be finished
    public ConsumerSupervisor<E> restart(Restart restart) {
        return new ConsumerSupervisor<>(spec.withRestart(restart));
    }

    /// With another time for the children to end in when it stops them, all together. Default: 5 s.
    public ConsumerSupervisor<E> shutdown(Duration timeout) {
        return new ConsumerSupervisor<>(spec.withShutdown(timeout));
    }

    /// With another limit of restarts, beyond which it ends. Default: 3 within 5 s.
    public ConsumerSupervisor<E> intensity(int restarts, Duration period) {
        return new ConsumerSupervisor<>(spec.withIntensity(restarts, period));
    }

    /// Subscribed to these producers when it starts.
    public ConsumerSupervisor<E> subscribedTo(SubscribeTo... producers) {
        return new ConsumerSupervisor<>(spec.withProducers(List.of(producers)));
    }

    @Override
    public Behaviour behaviour() {
        return new ChildrenStage<>(spec).behaviour();
    }

    /// The children that one has; those that are between two starts have the pid of their last.
    public static List<Pid> whichChildren(Pid supervisor) {
        return supervisor.call(new ChildrenRequest.WhichChildren(), FOREVER);
    }

    /// Stops a child, which is not restarted and has finished.
    ///
    /// @return whether there was such a child
    public static boolean terminateChild(Pid supervisor, Pid child) {
        return supervisor.call(new ChildrenRequest.TerminateChild(child), FOREVER);
    }
}
