package io.trunkline.engine.internal.process;

import io.trunkline.engine.TimerFired;
import io.trunkline.engine.TimerRef;
import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.internal.timer.Timer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// A message for later; see [io.trunkline.engine.Self#sendAfter] and
/// [io.trunkline.engine.Self#startTimer].
final class ProcessTimer extends Timer implements TimerRef {
    private final Home home;
    private final @Nullable ProcessCell destination;
    private final @Nullable String name;
    private final Object message;

    /// Whether the message is wrapped in [TimerFired].
    private final boolean marked;

    /// Whether the message is where it will be.
    private volatile boolean delivered;

    private ProcessTimer(
            Home home,
            long deadline,
            @Nullable ProcessCell destination,
            @Nullable String name,
            Object message,
            boolean marked) {
        super(deadline);
        this.home = home;
        this.destination = destination;
        this.name = name;
        this.message = message;
        this.marked = marked;
    }

    /// A timer that dies with its destination.
    static ProcessTimer to(
            Home home, ProcessCell destination, Duration delay, Object message, boolean marked) {
        ProcessTimer timer =
                new ProcessTimer(home, deadline(home, delay), destination, null, message, marked);
        Relations relations = destination.relations();
        relations.lock.lock();
        try {
            if (!relations.closed) {
                relations.timers.add(timer);
                home.timers.schedule(timer);
            }
        } finally {
            relations.lock.unlock();
        }
        return timer;
    }

    /// A timer for who has the name when it fires.
    static ProcessTimer to(Home home, String name, Duration delay, Object message, boolean marked) {
        ProcessTimer timer =
                new ProcessTimer(home, deadline(home, delay), null, name, message, marked);
        home.timers.schedule(timer);
        return timer;
    }

    private static long deadline(Home home, Duration delay) {
        return Deadlines.after(home.clock, delay, "delay");
    }

    @Override
    protected void fire() {
        forget();
        ProcessCell receiver = name == null ? destination : home.names.find(name);
        if (receiver != null && receiver.isAlive()) {
            receiver.deliverUncounted(
                    marked ? new TimerFired(this, message) : message, Context.current());
        }
        delivered = true;
    }

    /// Stops it, or waits until its message is where it will be.
    ///
    /// @return as [#cancel()]
    Optional<Duration> cancelOrAwaitDelivery() {
        Optional<Duration> left = cancel();
        // one that has been claimed is some instructions of the timer thread away from delivery
        for (int spins = 0; left.isEmpty() && isFired() && !delivered; spins++) {
            ProcessCell.pause(spins);
        }
        return left;
    }

    @Override
    public Optional<Duration> cancel() {
        Optional<Duration> left = remaining();
        if (!stop()) {
            return Optional.empty();
        }
        forget();
        return left;
    }

    @Override
    public Optional<Duration> remaining() {
        if (!isPending() || (destination != null && destination.isDead())) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.max(0, deadline() - home.clock.nanoTime())));
    }

    private void forget() {
        Relations relations = destination == null ? null : destination.relationsOrNull();
        if (relations != null && relations != Relations.CLOSED) {
            relations.lock.lock();
            try {
                relations.timers.remove(this);
            } finally {
                relations.lock.unlock();
            }
        }
    }
}
