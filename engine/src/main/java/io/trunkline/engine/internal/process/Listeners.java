package io.trunkline.engine.internal.process;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Everybody who hears what happens on a node. Never throws: what a listener throws is logged, and
/// the next one is told.
public final class Listeners implements NodeListener {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<NodeListener> all;

    /// @param first the one of the options
    public Listeners(NodeListener first) {
        all = new CopyOnWriteArrayList<>(List.of(first));
    }

    /// Adds one.
    public void add(NodeListener listener) {
        all.add(Objects.requireNonNull(listener, "listener"));
    }

    /// Takes one away, once if it was added twice.
    public void remove(NodeListener listener) {
        all.remove(listener);
    }

    @Override
    public void processStarted(Pid pid) {
        tell("processStarted", listener -> listener.processStarted(pid));
    }

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        tell("processExited", listener -> listener.processExited(pid, reason));
    }

    @Override
    public void crashed(CrashReport report) {
        tell("crashed", listener -> listener.crashed(report));
    }

    @Override
    public void supervised(SupervisorReport report) {
        tell("supervised", listener -> listener.supervised(report));
    }

    @Override
    public void deadLetter(Pid receiver, Object message) {
        tell("deadLetter", listener -> listener.deadLetter(receiver, message));
    }

    @Override
    public void longHandler(Pid pid, Duration soFar, StackTraceElement[] stack) {
        tell("longHandler", listener -> listener.longHandler(pid, soFar, stack));
    }

    @Override
    public void runnerBlocked(Pid pid) {
        tell("runnerBlocked", listener -> listener.runnerBlocked(pid));
    }

    private void tell(String call, Consumer<NodeListener> event) {
        for (NodeListener listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable t) {
                log.error("a NodeListener must not throw: call={}", call, t);
            }
        }
    }
}
