package io.trunkline.observer.jfr;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.watch.WatchEvent;

import java.time.Duration;

/// Makes events of what a node tells. One that is not enabled costs a look.
final class NodeEvents implements NodeListener {
    private static final int LONGEST = 500;

    private final Node node;

    NodeEvents(Node node) {
        this.node = node;
    }

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        ProcessEndEvent event = new ProcessEndEvent();
        if (event.isEnabled()) {
            event.node = node.name();
            event.process = pid.number();
            event.reason = text(reason);
            event.orderly = reason.isOrderly();
            event.commit();
        }
    }

    @Override
    public void crashed(CrashReport report) {
        CrashEvent event = new CrashEvent();
        if (event.isEnabled()) {
            event.node = node.name();
            event.process = report.pid().number();
            event.name = report.name().orElse("");
            event.code = report.code();
            event.reason = text(report.reason());
            event.commit();
        }
    }

    @Override
    public void supervised(SupervisorReport report) {
        if (report
                        instanceof
                        SupervisorReport.Progress(Pid supervisor, String child, Pid pid, int times)
                && times > 0) {
            RestartEvent event = new RestartEvent();
            if (event.isEnabled()) {
                event.node = node.name();
                event.supervisor = supervisor.number();
                event.child = child;
                event.process = pid.number();
                event.restarts = times;
                event.commit();
            }
        }
    }

    @Override
    public void longHandler(Pid pid, Duration soFar, StackTraceElement[] stack) {
        LongHandlerEvent event = new LongHandlerEvent();
        if (event.isEnabled()) {
            event.node = node.name();
            event.process = pid.number();
            event.soFar = soFar.toNanos();
            event.at = stack.length == 0 ? "" : stack[0].toString();
            event.commit();
        }
    }

    void longMailbox(WatchEvent.LongMailbox heard) {
        LongMailboxEvent event = new LongMailboxEvent();
        if (event.isEnabled()) {
            event.node = node.name();
            event.process = heard.process().number();
            event.waiting = heard.length();
            event.commit();
        }
    }

    void statistics() {
        NodeStatisticsEvent event = new NodeStatisticsEvent();
        if (event.isEnabled()) {
            NodeStatistics statistics = node.statistics();
            event.node = node.name();
            event.processes = statistics.processes().alive();
            event.messages = statistics.messages().handled();
            event.busy = statistics.runners().busy();
            event.blocked = statistics.runners().blocked();
            event.queued = statistics.queues().total();
            event.deadLetters = statistics.messages().deadLetters();
            event.expiredCalls = statistics.messages().expiredCalls();
            event.commit();
        }
    }

    /// Of reasons that are not orderly only: others are many.
    private static String text(ExitReason reason) {
        if (reason.isOrderly()) {
            return reason.getClass().getSimpleName();
        }
        try {
            String text = reason.toString();
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        } catch (RuntimeException e) {
            return reason.getClass().getSimpleName();
        }
    }
}
