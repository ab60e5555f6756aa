package io.trunkline.engine.internal.timer;

import io.trunkline.engine.Clock;

/// The time of a simulated node: it stands still until moved. Confined to the node's thread.
public final class VirtualClock implements Clock {
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    /// Moves the time forward to `time`; never back.
    public void moveTo(long time) {
        now = Math.max(now, time);
    }
}
