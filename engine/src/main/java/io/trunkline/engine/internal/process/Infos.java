package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Local;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at processes from outside.
final class Infos {
    private static final String ENGINE = "io.trunkline.engine.internal.";

    private Infos() {}

    static Optional<ProcessInfo> of(ProcessCell process) {
        Relations relations = process.relationsOrNull();
        if (process.isDead() || relations == Relations.CLOSED) {
            return Optional.empty();
        }
        Ties ties = Ties.of(relations);
        return Optional.of(
                new ProcessInfo(
                        process,
                        Optional.ofNullable(ties.name),
                        Optional.ofNullable(ties.label),
                        process.code(),
                        process.kind(),
                        status(process),
                        process.parent,
                        currentFunction(process),
                        process.messageCount(),
                        process.home.tallies.handledBy(process),
                        process.dropped(),
                        process.isTrapping(),
                        ties.links,
                        ties.monitors,
                        ties.monitoredBy,
                        ties.locals,
                        process.events()));
    }

    /// How many active monitors it holds.
    static int monitorsOf(ProcessCell process) {
        Relations relations = process.relationsOrNull();
        if (relations == null) {
            return 0;
        }
        relations.lock.lock();
        try {
            return relations.monitors.toList().size();
        } finally {
            relations.lock.unlock();
        }
    }

    /// The report of a process that has just died of itself and is not buried yet.
    static CrashReport crash(ProcessCell process, ExitReason reason, LastWords words) {
        Ties ties = Ties.of(process.relationsOrNull());
        JobCode<?> job = process.job();
        return new CrashReport(
                process,
                Optional.ofNullable(ties.name),
                process.code(),
                process.kind(),
                reason,
                words.message(),
                words.state(),
                process.messageCount(),
                ties.links,
                ancestors(process),
                Optional.ofNullable(ties.label),
                job == null ? List.of() : job.callers(),
                words.events());
    }

    private static List<Pid> ancestors(ProcessCell process) {
        List<Pid> ancestors = new ArrayList<>();
        ProcessCell root = process.home.root;
        for (ProcessCell p = process.parent; p != root && p != p.parent; p = p.parent) {
            ancestors.add(p);
        }
        return ancestors;
    }

    private static ProcessInfo.Status status(ProcessCell process) {
        return switch (process.phase()) {
            case ProcessCell.IDLE -> idle(process);
            case ProcessCell.SCHEDULED ->
                    // a pinned process stays so while its thread looks for messages
                    process instanceof PinnedProcess && !process.hasMessages()
                            ? idle(process)
                            : ProcessInfo.Status.RUNNABLE;
            default -> ProcessInfo.Status.RUNNING;
        };
    }

    private static ProcessInfo.Status idle(ProcessCell process) {
        return process.isSuspended() ? ProcessInfo.Status.SUSPENDED : ProcessInfo.Status.WAITING;
    }

    /// The thread may have left the process by the time its stack is seen; then the frame is that
    /// of what it does next.
    static Optional<StackTraceElement> currentFunction(ProcessCell process) {
        Thread thread = process.runningThread();
        if (thread != null) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (isOwn(frame)) {
                    return Optional.of(frame);
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a frame is of the process's code. Modules of the JDK are named; on the class path
    /// the engine is not.
    private static boolean isOwn(StackTraceElement frame) {
        String module = frame.getModuleName();
        boolean jdk = module != null && (module.startsWith("java.") || module.startsWith("jdk."));
        return !jdk && !frame.getClassName().startsWith(ENGINE);
    }

    private record Ties(
            @Nullable String name,
            @Nullable Object label,
            List<Pid> links,
            List<Pid> monitors,
            List<Pid> monitoredBy,
            Map<Local<?>, Object> locals) {
        static final Ties NONE = new Ties(null, null, List.of(), List.of(), List.of(), Map.of());

        static Ties of(@Nullable Relations relations) {
            if (relations == null) {
                return NONE;
            }
            relations.lock.lock();
            try {
                return new Ties(
                        relations.name,
                        relations.label,
                        List.copyOf(relations.links.toList()),
                        relations.monitors.toList().stream().map(LocalMonitor::target).toList(),
                        relations.watchers.toList().stream()
                                .<Pid>map(LocalMonitor::watcher)
                                .toList(),
                        relations.locals == null ? Map.of() : Map.copyOf(relations.locals));
            } finally {
                relations.lock.unlock();
            }
        }
    }
}
