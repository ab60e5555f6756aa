package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Started;
import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.internal.timer.Timer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The start of a scheduled process, as the first call it gets: answered when it runs, failed when
/// it ends instead, which is after its names are free again.
final class Starting extends PendingCall {
    /// Whom a failed start must leave without an exit signal.
    private final @Nullable ProcessCell linked;

    /// Who waits for this start; null if that is no process.
    private final @Nullable ProcessCell starter;

    private boolean continues;
    private boolean threw;
    private volatile boolean ignored;
    private volatile boolean tooLate;

    Starting(ProcessCell process, @Nullable ProcessCell linked, @Nullable ProcessCell starter) {
        super("start", process);
        this.linked = linked;
        this.starter = starter;
    }

    /// Whether `awaiting` can do nothing until `process` has started, be it that it starts it, or
    /// somebody who does. Asked by `process`: what those who wait handle does not change meanwhile,
    /// and has happened before.
    static boolean isAwaited(@Nullable ProcessCell process, ProcessCell awaiting) {
        ProcessCell p = process;
        while (p != null && p.handling instanceof Starting starting) {
            p = starting.starter;
            if (p == awaiting) {
                return true;
            }
        }
        return false;
    }

    /// Whether `onContinue` comes next.
    boolean continues() {
        return continues;
    }

    /// Whether the failure was an answer, which tells its starter all there is to say; what
    /// `onStart` throws is reported as well, as nobody may have meant it.
    boolean saysThatItFailed() {
        return !threw;
    }

    /// Runs `onStart`, in the new process.
    void run(Behaviour behaviour) {
        switch (onStart(behaviour)) {
            case Behaviour.Start.Ready() -> reply(true);
            case Behaviour.Start.Continue() -> {
                continues = true;
                reply(true);
            }
            case Behaviour.Start.Ignore() -> {
                ignored = true;
                throw new ProcessExit(ExitReason.normal());
            }
            case Behaviour.Start.Stop(ExitReason reason) -> {
                unlink();
                throw new ProcessExit(reason);
            }
        }
    }

    private Behaviour.Start onStart(Behaviour behaviour) {
        try {
            return behaviour.onStart(new LocalSelf(target));
        } catch (Throwable t) {
            threw = !(t instanceof ProcessExit);
            return new Behaviour.Start.Stop(ScheduledProcess.reasonOf(t));
        }
    }

    /// Kills the process if it has not started by then.
    Timer killAfter(Duration timeout, Home home) {
        Timer timer =
                new Timer(Deadlines.after(home.clock, timeout, "startTimeout")) {
                    @Override
                    protected void fire() {
                        if (!isDone()) {
                            tooLate = true;
                            unlink();
                            Context context = Context.current();
                            target.applyExit(home.root, ExitReason.kill(), false, context);
                            context.burials.run();
                        }
                    }
                };
        home.timers.schedule(timer);
        return timer;
    }

    /// Waits until the process has started or ended.
    void await(Context starter) {
        ProcessCell self = starter.process();
        boolean interrupted = false;
        while (!isDone()) {
            if (self != null && self.isDead()) {
                throw self.exitNow();
            }
            interrupted |= Thread.interrupted() && (self == null || !self.isDead());
            target.home.scheduler.await(this, Deadlines.NONE, starter);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Started outcome() {
        ExitReason failure = failure();
        if (failure == null) {
            return new Started.Ok(target);
        }
        if (ignored) {
            return new Started.Ignored();
        }
        return new Started.Failed(tooLate ? ExitReason.timeout() : failure);
    }

    private void unlink() {
        if (linked != null) {
            Signals.unlink(linked, target);
        }
    }
}
