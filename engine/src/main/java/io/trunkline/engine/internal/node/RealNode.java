package io.trunkline.engine.internal.node;

import io.trunkline.engine.Clock;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.internal.process.Context;
import io.trunkline.engine.internal.process.Home;
import io.trunkline.engine.internal.scheduler.Runners;
import io.trunkline.engine.internal.scheduler.Watchdog;
import io.trunkline.engine.internal.timer.TimerThread;

/// A node in real time, on threads of its own.
final class RealNode extends LocalNode {
    private final Clock clock = System::nanoTime;
    private final TimerThread timers;
    private final Runners runners;
    private final Home home;

    RealNode(NodeOptions options) {
        super(options);
        String prefix = "trunkline-" + options.name();
        timers =
                new TimerThread(
                        clock, Thread.ofPlatform().daemon().name(prefix + "-timers").factory());
        LongHandlers longHandlers = new LongHandlers(listeners);
        Watchdog watchdog =
                new Watchdog(timers.wheel(), clock, options.longHandler(), longHandlers);
        runners =
                new Runners(
                        options.runners(),
                        clock,
                        Thread.ofPlatform().daemon().name(prefix + "-runner-", 0).factory(),
                        Context::current,
                        watchdog);
        home =
                new Home(
                        this,
                        clock,
                        runners,
                        timers.wheel(),
                        listeners,
                        Thread.ofVirtual().name(prefix + "-process-", 0).factory(),
                        Thread.ofPlatform().daemon().name(prefix + "-pinned-", 0).factory());
    }

    @Override
    Home home() {
        return home;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    void stopServices() {
        home.joinPinned();
        runners.close();
        timers.close();
    }
}
