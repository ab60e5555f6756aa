package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at processes from outside.
final class Infos {
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
                        process.code(),
                        process.kind(),
                        status(process),
                        process.parent,
                        process.messageCount(),
                        process.isTrapping(),
                        ties.links,
                        ties.monitors,
                        ties.monitoredBy));
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
            case ProcessCell.IDLE -> ProcessInfo.Status.WAITING;
            case ProcessCell.SCHEDULED -> ProcessInfo.Status.RUNNABLE;
            default -> ProcessInfo.Status.RUNNING;
        };
    }

    private record Ties(
            @Nullable String name, List<Pid> links, List<Pid> monitors, List<Pid> monitoredBy) {
        static Ties of(@Nullable Relations relations) {
            if (relations == null) {
                return new Ties(null, List.of(), List.of(), List.of());
            }
            relations.lock.lock();
            try {
                return new Ties(
                        relations.name,
                        List.copyOf(relations.links.toList()),
                        relations.monitors.toList().stream().map(LocalMonitor::target).toList(),
                        relations.watchers.toList().stream()
                                .<Pid>map(LocalMonitor::watcher)
                                .toList());
            } finally {
                relations.lock.unlock();
            }
        }
    }
}
