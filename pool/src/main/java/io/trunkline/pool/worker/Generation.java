package io.trunkline.pool.worker;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The lanes between two resizes of a pool that dispatches by key. The next ones begin when these
/// are drained, so that the tasks of a key stay in order though it changes its worker.
final class Generation {
    private final AtomicInteger unfinished;

    /// Those to be woken at the end.
    private volatile List<Lane> next = List.of();

    Generation(int lanes) {
        this.unfinished = new AtomicInteger(lanes);
    }

    /// Says who comes next.
    void next(List<Lane> lanes) {
        next = lanes;
        if (isOver()) {
            lanes.forEach(Lane::wakeAll);
        }
    }

    boolean isOver() {
        return unfinished.get() == 0;
    }

    void laneFinished() {
        if (unfinished.decrementAndGet() == 0) {
            next.forEach(Lane::wakeAll);
        }
    }
}
