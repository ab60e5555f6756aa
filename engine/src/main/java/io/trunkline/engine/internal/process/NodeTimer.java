package io.trunkline.engine.internal.process;

import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.internal.timer.Timer;
import io.trunkline.engine.spi.Timeout;

import java.time.Duration;

/// An action of another module for later; see [io.trunkline.engine.spi.NodeServices#schedule].
public final class NodeTimer extends Timer implements Timeout {
    private final Runnable action;

    private NodeTimer(long deadline, Runnable action) {
        super(deadline);
        this.action = action;
    }

    public static NodeTimer schedule(Home home, Duration delay, Runnable action) {
        NodeTimer timer = new NodeTimer(Deadlines.after(home.clock, delay, "delay"), action);
        home.timers.schedule(timer);
        return timer;
    }

    @Override
    protected void fire() {
        action.run();
    }

    @Override
    public void cancel() {
        stop();
    }
}
