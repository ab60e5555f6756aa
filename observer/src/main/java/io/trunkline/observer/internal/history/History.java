package io.trunkline.observer.internal.history;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.watch.WatchEvent;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Listens to a node and remembers the last of what is worth a look. All of it is rare, or rarely
/// kept: see [Ring].
public final class History implements NodeListener {
    private static final int KEPT = 200;
    private static final int CRASHES_PER_SECOND = 50;
    private static final int REPORTS_PER_SECOND = 1_000;
    private static final int LETTERS_PER_SECOND = 20;

    private final Ring<Crash> crashes = new Ring<>(KEPT, CRASHES_PER_SECOND);
    private final Ring<SupervisorReport> reports = new Ring<>(KEPT, REPORTS_PER_SECOND);
    private final Ring<DeadLetter> deadLetters = new Ring<>(KEPT, LETTERS_PER_SECOND);
    private final Ring<LongHandler> longHandlers = new Ring<>(KEPT, CRASHES_PER_SECOND);
    private final Ring<WatchEvent> troubles = new Ring<>(KEPT, CRASHES_PER_SECOND);
    private final Restarts restarts = new Restarts();
    private final LongAdder restarted = new LongAdder();

    @Override
    public void crashed(CrashReport report) {
        crashes.add(() -> Crash.of(report));
    }

    @Override
    public void supervised(SupervisorReport report) {
        if (report instanceof SupervisorReport.Progress(var _, var _, Pid pid, int times)) {
            if (times == 0) {
                return; // an ordinary start
            }
            restarted.increment();
            restarts.put(pid.number(), times);
        }
        reports.add(() -> report);
    }

    @Override
    public void deadLetter(Pid receiver, Object message) {
        deadLetters.add(() -> DeadLetter.of(receiver, message));
    }

    @Override
    public void longHandler(Pid pid, Duration soFar, StackTraceElement[] stack) {
        longHandlers.add(() -> LongHandler.of(pid, soFar, stack));
    }

    /// Hears of trouble that a watch has found.
    public void troubled(WatchEvent event) {
        troubles.add(() -> event);
    }

    /// What was found to be wrong while somebody looked, and the end of it.
    public Ring<WatchEvent> troubles() {
        return troubles;
    }

    /// Crashes, of which the last are kept.
    public Ring<Crash> crashes() {
        return crashes;
    }

    /// What supervisors reported, but for children's first starts.
    public Ring<SupervisorReport> reports() {
        return reports;
    }

    /// Messages that reached nobody.
    public Ring<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /// Handlers that held their runners.
    public Ring<LongHandler> longHandlers() {
        return longHandlers;
    }

    /// How many children were restarted.
    public long restarted() {
        return restarted.sum();
    }

    /// How often the child that runs as this process was restarted, as far as is remembered.
    public int restartsOf(long pid) {
        return restarts.of(pid);
    }
}
