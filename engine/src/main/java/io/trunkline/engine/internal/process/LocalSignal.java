package io.trunkline.engine.internal.process;

import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.spi.Signal;

import java.time.Duration;

/// A call that nobody sends: a wait that any thread can end.
public final class LocalSignal extends PendingCall implements Signal {
    public LocalSignal(Home home) {
        super("signal", home.root);
    }

    @Override
    public void raise() {
        reply(true);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        Context caller = Context.current();
        long deadline = Deadlines.after(target.home.clock, timeout, "timeout");
        boolean raised = Waits.await(this, target.home, deadline, caller);
        caller.checkAlive();
        return raised;
    }
}
