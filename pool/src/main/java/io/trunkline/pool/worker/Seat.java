package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

/// The place of a worker, which outlives its crashes.
final class Seat {
    final int number;

    /// The queue that it works on, or has to empty before it goes on to the next. Written by the
    /// desk before the seat is used, then by its worker.
    volatile Lane lane;

    /// Who works there; null before the first.
    volatile @Nullable Worker worker;

    /// Whether its worker is to go when it has nothing in hand. Never taken back.
    volatile boolean leaving;

    Seat(int number, Lane lane) {
        this.number = number;
        this.lane = lane;
    }

    boolean isManned() {
        Worker w = worker;
        return w != null && !w.isDead();
    }

    /// Tasks that wait for it or run there.
    int load() {
        Worker w = worker;
        return lane.queue.size() + (w != null && w.isBusy() ? 1 : 0);
    }
}
