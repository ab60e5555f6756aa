package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.AutoShutdown;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.supervisor.SupervisorSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Stages in a row, that are supervised: made by [Stage#from], started by [#start()].
///
/// ```java
/// RunningPipeline running =
///         Stage.from(node, Numbers::new)
///                 .via(Doubler::new)
///                 .into(Printer::new, maxDemand(500).minDemand(250))
///                 .start();
/// running.drain(Duration.ofSeconds(10));
/// ```
///
/// A stage that crashes is restarted with all that come after it, and they subscribe again; what
/// they had in their mailboxes is lost. After more than three restarts in five seconds the pipeline
/// ends. It also ends, in order, when its producer has emitted its [last][Producer#emitLast] events
/// and they have been handled.
///
/// It can be started many times, at one time by one supervisor. For stages with several producers
/// or consumers, start them yourself and [subscribe][Stage#subscribe].
public final class Pipeline {
    /// What the supervisor of a pipeline ends with that was restarted too often.
    static final ExitReason GAVE_UP = ExitReason.other("pipeline restarted too often");

    private final Node node;
    private final List<Link> links;

    private Pipeline(Node node, List<Link> links) {
        this.node = node;
        this.links = List.copyOf(links);
    }

    /// A stage of it.
    ///
    /// @param options how it subscribes to the one before it
    private record Link(Supplier<? extends Stage<?>> code, SubscribeOptions options) {
        Link {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(options, "options");
        }
    }

    static <E> Source<E> from(Node node, Supplier<? extends Producer<E, ?>> producer) {
        return new Source<>(
                Objects.requireNonNull(node, "node"),
                List.of(new Link(producer, SubscribeOptions.defaults())));
    }

    /// A pipeline that lacks its end.
    ///
    /// @param <E> the events that come out of it so far
    public static final class Source<E> {
        private final Node node;
        private final List<Link> links;

        private Source(Node node, List<Link> links) {
            this.node = node;
            this.links = links;
        }

        /// This and a stage that makes other events, subscribed with the default options.
        public <O> Source<O> via(
                Supplier<? extends ProducerConsumer<? super E, O, ?>> transformer) {
            return via(transformer, SubscribeOptions.defaults());
        }

        /// This and a stage that makes other events.
        public <O> Source<O> via(
                Supplier<? extends ProducerConsumer<? super E, O, ?>> transformer,
                SubscribeOptions options) {
            return new Source<>(node, with(new Link(transformer, options)));
        }

        /// This and its end, subscribed with the default options.
        public Pipeline into(Supplier<? extends Consumer<? super E, ?>> consumer) {
            return into(consumer, SubscribeOptions.defaults());
        }

        /// This and its end.
        public Pipeline into(
                Supplier<? extends Consumer<? super E, ?>> consumer, SubscribeOptions options) {
            return new Pipeline(node, with(new Link(consumer, options)));
        }

        private List<Link> with(Link next) {
            List<Link> longer = new ArrayList<>(links);
            longer.add(next);
            return longer;
        }
    }

    /// Starts it under a supervisor of its own.
    ///
    /// @throws io.trunkline.engine.StartFailed if a stage did not start
    public RunningPipeline start() {
        List<AtomicReference<Pid>> places = places();
        Pid supervisor = Supervisor.start(node, supervisor("pipeline", places));
        return new RunningPipeline(node, supervisor, places);
    }

    /// Its supervisor, to be started as a child of another.
    public SupervisorSpec supervisor(String id) {
        return supervisor(id, places());
    }

    private List<AtomicReference<Pid>> places() {
        return links.stream().map(_ -> new AtomicReference<Pid>()).toList();
    }

    private SupervisorSpec supervisor(String id, List<AtomicReference<Pid>> places) {
        Child[] children = new Child[links.size()];
        for (int i = 0; i < children.length; i++) {
            ChildSpec child = child(i, places);
            children[i] = i == children.length - 1 ? child.significant() : child;
        }
        return Supervisor.supervisor(id, Strategy.REST_FOR_ONE, children)
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
                .giveUpReason(GAVE_UP);
    }

    private ChildSpec child(int index, List<AtomicReference<Pid>> places) {
        Link link = links.get(index);
        AtomicReference<Pid> place = places.get(index);
        return Supervisor.custom(
                        "stage " + index,
                        supervisor -> {
                            Stage<?> stage = link.code().get();
                            if (index > 0) {
                                AtomicReference<Pid> before = places.get(index - 1);
                                stage.wire(
                                        new SubscribeTo(
                                                _ -> Optional.ofNullable(before.get()),
                                                link.options()));
                            }
                            Started started = supervisor.startLink(stage);
                            if (started instanceof Started.Ok(Pid pid)) {
                                place.set(pid);
                            }
                            return started;
                        })
                .restart(Restart.TRANSIENT);
    }
}
