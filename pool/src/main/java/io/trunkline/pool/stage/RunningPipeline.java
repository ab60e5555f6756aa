package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// A [Pipeline] that was started. Any thread may use it.
public final class RunningPipeline {
    private final Node node;
    private final Pid supervisor;
    private final List<AtomicReference<Pid>> places;

    RunningPipeline(Node node, Pid supervisor, List<AtomicReference<Pid>> places) {
        this.node = node;
        this.supervisor = supervisor;
        this.places = places;
    }

    /// Its supervisor.
    public Pid supervisor() {
        return supervisor;
    }

    /// The stages as they run now, the producer first; after a restart others.
    public List<Pid> stages() {
        return places.stream().map(place -> Objects.requireNonNull(place.get())).toList();
    }

    /// Waits until it has ended by itself, for at most `timeout`.
    ///
    /// @return whether it has, with all delivered and handled that its producer emitted after the
    ///   last restart; false if it runs on or was restarted too often
    public boolean await(Duration timeout) {
        return node.self()
                .awaitExit(supervisor, timeout)
                .filter(reason -> !reason.equals(Pipeline.GAVE_UP))
                .isPresent();
    }

    /// Has the producer emit no more, and waits as [#await] until all it has emitted is delivered
    /// and handled.
    public boolean drain(Duration timeout) {
        Stage.drain(stages().getFirst());
        return await(timeout);
    }

    /// Ends it now: what is under way is lost. Returns when all stages have ended.
    public void stop() {
        supervisor.stop(ExitReason.shutdown(), Duration.ofNanos(Long.MAX_VALUE));
    }
}
