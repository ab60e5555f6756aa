package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Name;
import io.trunkline.engine.internal.timer.Timer;
import io.trunkline.engine.spi.ExitHook;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.List;

/// What follows a death: one after the other, so that a chain of linked processes of any length
/// needs no stack. Confined to the thread of its context.
final class Burials {
    private static final Logger log = LoggerFactory.getLogger(Burials.class);

    private final Context context;
    private final ArrayDeque<Death> waiting = new ArrayDeque<>(0);
    private boolean burying;

    Burials(Context context) {
        this.context = context;
    }

    /// @param interrupt whether a thread may be inside the process's code
    /// @param words for its crash report, if there is to be one
    private record Death(
            ProcessCell process, ExitReason reason, boolean interrupt, @Nullable LastWords words) {}

    /// Takes charge of a process whose phase has just become DEAD.
    void add(ProcessCell process, ExitReason reason, boolean interrupt) {
        waiting.add(new Death(process, reason, interrupt, null));
    }

    /// Takes charge of a process that has just ended itself.
    ///
    /// @param words for the report of a crash; null if there is to be none
    void add(ProcessCell process, ExitReason reason, @Nullable LastWords words) {
        waiting.add(new Death(process, reason, false, words));
    }

    /// Buries whoever waits for it, and whoever dies of that. Not to be called under a lock.
    void run() {
        if (burying || waiting.isEmpty()) {
            return;
        }
        burying = true;
        // listeners and stages of futures run here: they are no code of the process that caused it
        ProcessCell outer = context.process();
        if (outer != null) {
            context.processVolatile(null);
        }
        try {
            Death death;
            while ((death = waiting.poll()) != null) {
                LastWords words = death.words();
                if (words != null) {
                    // while its ties are still there to be told of
                    death.process().home.crashed(death.process(), death.reason(), words);
                }
                bury(death.process(), death.reason());
                if (death.interrupt()) {
                    death.process().interruptHolder();
                }
                death.process().buried();
            }
        } finally {
            burying = false;
            if (outer != null) {
                context.processVolatile(outer);
            }
        }
    }

    /// The order is OTP's: names first, so that whoever hears of the death finds them free.
    private void bury(ProcessCell process, ExitReason reason) {
        process.exitReason(reason);
        Relations relations = process.detachRelations();
        Ties ties = relations == null ? Ties.NONE : Ties.close(process, relations);
        ties.releaseNames(process);
        ExitHooks.run(ties.hooks, process, reason);
        process.home.table.remove(process);
        process.home.tallies.forget(process);
        process.home.exited(process, reason);
        process.drain(reason);
        ties.callers.forEach(call -> call.fail(reason));
        ties.timers.forEach(Timer::stop);
        for (LocalMonitor monitor : ties.monitors) {
            monitor.forgetAtTarget();
        }
        JobCode<?> job = process.job();
        for (ProcessCell linked : ties.links) {
            if (job != null && job.tells(linked, reason)) {
                Signals.linkEnded(linked, process);
            } else {
                Signals.linkBroken(linked, process, reason, context);
            }
        }
        for (LocalMonitor watcher : ties.watchers) {
            watcher.fire(reason, context);
        }
        if (job != null) {
            job.ended(reason);
        }
    }

    /// What a dead process was tied to.
    private record Ties(
            @Nullable String name,
            @Nullable Name via,
            List<ProcessCell> links,
            List<LocalMonitor> monitors,
            List<LocalMonitor> watchers,
            List<PendingCall> callers,
            List<Timer> timers,
            List<ExitHook> hooks) {
        static final Ties NONE =
                new Ties(
                        null, null, List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of());

        static Ties close(ProcessCell process, Relations relations) {
            relations.lock.lock();
            try {
                relations.closed = true;
                return new Ties(
                        relations.name,
                        relations.via,
                        relations.links.toList(),
                        relations.monitors.toList(),
                        relations.watchers.toList(),
                        relations.callers.toList(),
                        relations.timers.toList(),
                        relations.hooks.toList());
            } finally {
                relations.lock.unlock();
            }
        }

        void releaseNames(ProcessCell process) {
            if (name != null) {
                process.home.names.release(name, process);
            }
            if (via != null) {
                try {
                    via.unregister(process.home.node, process);
                } catch (Throwable t) {
                    log.error("a Name must not throw: call=unregister, name={}", via, t);
                }
            }
        }
    }
}
