package io.trunkline.engine.internal.process;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.spi.ExitHook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/// What other modules do about the end of a process; see [ExitHook].
public final class ExitHooks {
    private static final Logger log = LoggerFactory.getLogger(ExitHooks.class);

    private ExitHooks() {}

    /// Adds a hook.
    ///
    /// @return false if the process is dead
    public static boolean add(ProcessCell process, ExitHook hook) {
        Relations relations = process.relations();
        relations.lock.lock();
        try {
            if (relations.closed) {
                return false;
            }
            relations.hooks.add(hook);
            return true;
        } finally {
            relations.lock.unlock();
        }
    }

    /// Takes a hook away if it is there.
    public static void remove(ProcessCell process, ExitHook hook) {
        Relations relations = process.relationsOrNull();
        if (relations == null) {
            return;
        }
        relations.lock.lock();
        try {
            relations.hooks.remove(hook);
        } finally {
            relations.lock.unlock();
        }
    }

    static void run(List<ExitHook> hooks, ProcessCell process, ExitReason reason) {
        for (ExitHook hook : hooks) {
            try {
                hook.exited(process, reason);
            } catch (Throwable t) {
                log.error("an ExitHook must not throw: process={}, hook={}", process, hook, t);
            }
        }
    }
}
