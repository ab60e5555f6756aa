package io.trunkline.observer.jfr;

import io.trunkline.engine.Node;
import io.trunkline.engine.watch.Watch;
import io.trunkline.engine.watch.WatchEvent;
import io.trunkline.engine.watch.WatchSpec;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/// Tells the Flight Recorder what happens on a node, while it records.
///
/// ```java
/// try (FlightEvents events = FlightEvents.start(node)) {
///     // any recording from here on has events named trunkline.*
/// }
/// ```
///
/// All events are on by default; `trunkline.jfc` in this package's folder of the jar has settings
/// for them alone: `-XX:StartFlightRecording:settings=trunkline.jfc`. Breakers and pools are those
/// of `Inspectables.of(node)`; they are looked at once a second, so of several changes in one
/// second the last is told, with the number of all.
///
/// While nobody records it does nothing: the node has no listener. Thread-safe.
public final class FlightEvents implements AutoCloseable {
    private final Node node;
    private final NodeEvents events;
    private final PoolEvents pools;
    private final Runnable everySecond;
    private final FlightRecorderListener recorder;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private boolean listening;
    private boolean closed;
    private @Nullable Watch watch;

    private FlightEvents(Node node) {
        this.node = Objects.requireNonNull(node, "node");
        this.events = new NodeEvents(node);
        this.pools = new PoolEvents(node);
        this.everySecond = this::look;
        this.recorder =
                new FlightRecorderListener() {
                    @Override
                    public void recordingStateChanged(Recording recording) {
                        follow();
                    }
                };
    }

    /// Begins to tell of a node.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    public static FlightEvents start(Node node) {
        FlightEvents started = new FlightEvents(node);
        FlightRecorder.addListener(started.recorder);
        FlightRecorder.addPeriodicEvent(NodeStatisticsEvent.class, started.everySecond);
        started.follow();
        return started;
    }

    /// Ends it. Idempotent.
    @Override
    public void close() {
        FlightRecorder.removeListener(recorder);
        FlightRecorder.removePeriodicEvent(everySecond);
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        follow();
    }

    /// Listens if somebody records, and else not.
    private void follow() {
        boolean recording =
                FlightRecorder.isInitialized()
                        && FlightRecorder.getFlightRecorder().getRecordings().stream()
                                .anyMatch(each -> each.getState() == RecordingState.RUNNING);
        lock.lock();
        try {
            boolean wanted = recording && !closed && !node.isClosed();
            if (wanted && !listening) {
                node.addListener(events);
                watch = Watch.start(node, WatchSpec.defaults(), this::heard);
            } else if (!wanted && listening) {
                node.removeListener(events);
                if (watch != null) {
                    watch.close();
                    watch = null;
                }
            }
            listening = wanted;
        } finally {
            lock.unlock();
        }
    }

    private void heard(WatchEvent event) {
        if (event instanceof WatchEvent.LongMailbox longMailbox) {
            events.longMailbox(longMailbox);
        }
    }

    private void look() {
        if (!node.isClosed()) {
            events.statistics();
            pools.look();
        }
    }
}
