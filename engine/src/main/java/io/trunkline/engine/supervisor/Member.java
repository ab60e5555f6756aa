package io.trunkline.engine.supervisor;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A child as its supervisor keeps it. Written by the supervisor alone.
final class Member implements ChildRef {
    final ChildSpec spec;

    /// Counts what counts against its own limit; null without one.
    private final @Nullable RestartWindow window;

    // read by any thread
    private volatile @Nullable Pid pid;
    private volatile int restarts;
    private volatile boolean over;

    // the supervisor's alone
    private boolean restarting;

    /// Names the present restart; what belongs to an older one is stale.
    private int ticket;

    /// Delays in a row.
    private int attempts;

    /// On the node's clock; only kept for the sake of a backoff.
    private long startedAt;

    Member(ChildSpec spec) {
        this.spec = spec;
        Intensity limit = spec.limit();
        window = limit == null ? null : new RestartWindow(limit);
    }

    @Override
    public Optional<Pid> pid() {
        return Optional.ofNullable(pid);
    }

    @Override
    public int restarts() {
        return restarts;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Nullable Pid current() {
        return pid;
    }

    boolean isRestarting() {
        return restarting;
    }

    /// Whether it runs or will by itself.
    boolean isAlive() {
        return pid != null || restarting;
    }

    @Nullable RestartWindow window() {
        return window;
    }

    void running(Pid started, long now) {
        pid = started;
        restarting = false;
        startedAt = now;
    }

    void stopped() {
        pid = null;
        restarting = false;
    }

    void over() {
        stopped();
        over = true;
    }

    /// Begins a restart.
    ///
    /// @return its ticket
    int restarting() {
        pid = null;
        restarting = true;
        return ++ticket;
    }

    boolean isCurrent(int ofTicket) {
        return restarting && ticket == ofTicket;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void countRestart() {
        restarts++;
    }

    /// How long to wait before the restart that comes next.
    Duration delay(long now, RandomGenerator random) {
        Backoff backoff = spec.backoff();
        if (backoff == null) {
            return Duration.ZERO;
        }
        if (startedAt != 0 && now - startedAt >= TimeUnit.NANOSECONDS.convert(backoff.max())) {
            attempts = 0;
        }
        startedAt = 0;
        return backoff.delay(++attempts, random);
    }

    ChildInfo info() {
        ChildInfo.Status status =
                pid != null
                        ? ChildInfo.Status.RUNNING
                        : restarting ? ChildInfo.Status.RESTARTING : ChildInfo.Status.STOPPED;
        return new ChildInfo(spec.id(), status, pid(), spec.type(), restarts);
    }

    @Override
    public String toString() {
        return info().toString();
    }
}
