package io.trunkline.engine.internal.node;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Those who hear what happens on a node: the listener of its options first, then others in the
/// order in which they came. One that throws takes nothing from the rest.
final class Listeners implements NodeListener {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    /// Replaced, never written to; an array, as every process's end goes through it.
    private final AtomicReference<NodeListener[]> all;

    Listeners(NodeListener first) {
        all = new AtomicReference<>(new NodeListener[] {first});
    }

    void add(NodeListener listener) {
        all.updateAndGet(before -> {
            NodeListener[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = listener;
            return more;
        });
    }

    void remove(NodeListener listener) {
        all.updateAndGet(before ->
                Arrays.stream(before).filter(each -> each != listener).toArray(NodeListener[]::new));
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

    private void tell(String call, Consumer<NodeListener> event) {
        for (NodeListener listener : all.get()) {
            try {
                event.accept(listener);
            } catch (Throwable t) {
                log.error("a NodeListener must not throw: call={}", call, t);
            }
        }
    }
}
