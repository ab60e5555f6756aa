package io.trunkline.pool.dataflow;

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
import io.trunkline.pool.ready.Collected;
import io.trunkline.pool.stage.Demand;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.SubscribeOptions;
import io.trunkline.pool.stage.SubscribeTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A [Dataflow] that was started. Any thread may use it.
///
/// @param <R> the result
public final class RunningDataflow<R> {
    private final Pid supervisor;
    private final Pid source;
    private final CompletableFuture<R> result;

    private RunningDataflow(Pid supervisor, Pid source, CompletableFuture<R> result) {
        this.supervisor = supervisor;
        this.source = source;
        this.result = result;
    }

    static <E, R> RunningDataflow<R> start(Node node, List<Layer> layers, Collected<E, R> end) {
        List<Child> children = new ArrayList<>();
        List<Pid> started = new ArrayList<>(); // by the supervisor, in the order of the children
        int first = 0;
        int width = 0;
        boolean partitions = false;
        for (Layer layer : layers) {
            for (int i = 0; i < layer.width(); i++) {
                Upstream upstream = new Upstream(started, first, width, partitions, i);
                children.add(
                        child(
                                children.size(),
                                () -> layer.maker().apply(upstream.producers()),
                                started));
            }
            first += width;
            width = layer.width();
            partitions = layer.partitions();
        }
        Upstream upstream = new Upstream(started, first, width, partitions, 0);
        children.add(
                child(children.size(), () -> end.consumer(upstream.producers()), started)
                        .significant());
        Pid supervisor = Supervisor.start(node, supervisor(children));
        // a short stream might end before all had subscribed
        Stage.demand(started.getFirst(), Demand.FORWARD);
        return new RunningDataflow<>(supervisor, started.getFirst(), end.result());
    }

    /// The stages of the layer before that of a stage.
    ///
    /// @param first which of `started` is the first of them
    /// @param width how many there are
    /// @param partitions whether they have a partition for each stage
    /// @param index of the stage in its own layer
    private record Upstream(
            List<Pid> started, int first, int width, boolean partitions, int index) {
        List<SubscribeTo> producers() {
            SubscribeOptions options =
                    partitions
                            ? SubscribeOptions.defaults().partition(index)
                            : SubscribeOptions.defaults();
            return started.subList(first, first + width).stream()
                    .map(pid -> SubscribeTo.to(pid, options))
                    .toList();
        }
    }

    private static ChildSpec child(
            int number, Supplier<? extends Stage<?>> code, List<Pid> started) {
        return Supervisor.custom(
                        "stage " + number,
                        supervisor -> {
                            Started outcome = supervisor.startLink(code.get());
                            if (outcome instanceof Started.Ok(Pid pid)) {
                                started.add(pid);
                            }
                            return outcome;
                        })
                .restart(Restart.TRANSIENT);
    }

    /// One that restarts nothing, and ends with the last stage.
    private static SupervisorSpec supervisor(List<Child> children) {
        return Supervisor.supervisor(
                        "dataflow", Strategy.ONE_FOR_ALL, children.toArray(Child[]::new))
                .intensity(0, Duration.ofSeconds(1))
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
    }

    /// Its supervisor.
    public Pid supervisor() {
        return supervisor;
    }

    /// What was collected, when all events have been. It fails with
    /// [io.trunkline.pool.ready.NotCollected] if a stage ends before that.
    public CompletableFuture<R> result() {
        return result;
    }

    /// Has it take no more from its feed than that has accepted, and end in order, with a result of
    /// all events so far. Does not wait.
    public void drain() {
        Stage.drain(source);
    }

    /// Ends it now, without a result. Returns when all stages have ended.
    public void stop() {
        supervisor.stop(ExitReason.shutdown(), Duration.ofNanos(Long.MAX_VALUE));
    }
}
