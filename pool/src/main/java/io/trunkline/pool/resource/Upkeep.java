package io.trunkline.pool.resource;

import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;

/// Looks after what is idle, now and then: closes what was idle for too long or is too old, and
/// validates what is due for it.
final class Upkeep<R> {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final PoolCore<R> core;
    private final Settings<R> settings;
    private final NodeServices services;

    /// Under the lock.
    private @Nullable Timeout timer;

    Upkeep(PoolCore<R> core, NodeServices services) {
        this.core = core;
        this.settings = core.settings;
        this.services = services;
    }

    // --- under the lock ---

    /// Begins, if there is anything to look at.
    void start() {
        if (settings.sweeps() && !core.isClosed()) {
            timer = services.schedule(Duration.ofNanos(settings.sweepNanos()), this::due);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    // --- the timer's thread, then one of the keeper's ---

    private void due() {
        core.enter();
        try {
            if (!core.isClosed()) {
                core.keeper().post(this::sweep);
                start();
            }
        } finally {
            core.leave();
        }
    }

    private void sweep() {
        core.enter();
        try {
            core.owners.checkThreads();
            long now = core.clock.nanoTime();
            core.retireIdleIf(slot -> isOver(slot, now));
        } finally {
            core.leave();
        }
        long begin = core.clock.nanoTime();
        for (Slot<R> due = takeDue(begin); due != null; due = takeDue(begin)) {
            boolean fit = isHealthy(due);
            core.enter();
            try {
                due.checkedAt = begin;
                core.putBack(due, fit);
            } finally {
                core.leave();
            }
        }
    }

    private boolean isOver(Slot<R> slot, long now) {
        return core.isOld(slot)
                || (core.mayDismiss() && now - slot.idleSince >= settings.idleNanos());
    }

    private @Nullable Slot<R> takeDue(long now) {
        long every = settings.validateIdleNanos();
        if (every == 0) {
            return null;
        }
        core.enter();
        try {
            ArrayDeque<Slot<R>> idle = core.idle;
            for (Slot<R> slot : idle) {
                long last = Math.max(slot.idleSince - now, slot.checkedAt - now);
                if (-last >= every) {
                    idle.remove(slot);
                    return slot;
                }
            }
            return null;
        } finally {
            core.leave();
        }
    }

    private boolean isHealthy(Slot<R> slot) {
        var validate = settings.validateIdle();
        try {
            return validate == null || validate.test(PoolCore.resourceOf(slot));
        } catch (Throwable t) {
            log.debug("an idle resource of {} could not be validated", settings.name(), t);
            return false;
        }
    }
}
