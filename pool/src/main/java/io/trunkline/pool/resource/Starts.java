package io.trunkline.pool.resource;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Starts resources, one attempt after the other until one goes well or it is not needed any more.
/// A start is under way from when it has a slot; also between two attempts.
final class Starts<R> {
    private static final Logger log = LoggerFactory.getLogger(Starts.class);

    private final PoolCore<R> core;
    private final Settings<R> settings;
    private final NodeServices services;

    // --- under the lock ---
    private int underWay;
    private int failuresInARow;
    private @Nullable Throwable lastFailure;
    private long started;
    private long failures;

    /// Slots that wait for the next attempt.
    private final Map<Slot<R>, Timeout> retries = new HashMap<>();

    Starts(PoolCore<R> core, NodeServices services) {
        this.core = core;
        this.settings = core.settings;
        this.services = services;
    }

    // --- under the lock ---

    /// Has a resource started.
    void begin() {
        Slot<R> slot = reserve();
        core.keeper().post(() -> make(slot));
    }

    /// Takes a slot for [#make].
    Slot<R> reserve() {
        underWay++;
        return core.takeEmpty();
    }

    int underWay() {
        return underWay;
    }

    /// Makes no further attempts.
    void stop() {
        retries.forEach((slot, timer) -> {
            timer.cancel();
            abandon(slot);
        });
        retries.clear();
    }

    /// Why the last attempt failed; null if it went well.
    @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    long started() {
        return started;
    }

    long failures() {
        return failures;
    }

    private void abandon(Slot<R> slot) {
        underWay--;
        core.vacate(slot);
    }

    // --- on threads of the keeper, or of who starts the pool ---

    /// Starts a resource in a slot.
    void make(Slot<R> slot) {
        if (!isStillWanted(slot)) {
            return;
        }
        R resource;
        try {
            resource = settings.start().call();
            if (resource == null) {
                throw new NullPointerException("start must return a resource");
            }
            hook(slot, resource);
        } catch (Throwable t) {
            if (t instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failed(slot, t);
            return;
        }
        succeeded(slot, resource);
    }

    private boolean isStillWanted(Slot<R> slot) {
        core.enter();
        try {
            boolean wanted =
                    !core.isClosed()
                            && (underWay <= core.waiters.size()
                                    || (!settings.lazy() && core.kept() <= core.size()));
            if (!wanted) {
                abandon(slot);
            }
            return wanted;
        } finally {
            core.leave();
        }
    }

    private void succeeded(Slot<R> slot, R resource) {
        core.enter();
        try {
            long now = core.clock.nanoTime();
            underWay--;
            started++;
            failuresInARow = 0;
            lastFailure = null;
            slot.resource = resource;
            if (settings.lifetimeNanos() > 0) {
                long lifetime = settings.lifetimeNanos();
                slot.endOfLife = now + lifetime - lifetime / 80 * (started % 8);
            }
            slot.checkedAt = now;
            core.offer(slot, true);
        } finally {
            core.leave();
        }
    }

    private void failed(Slot<R> slot, Throwable failure) {
        log.warn("{} could not start a resource", settings.name(), failure);
        core.enter();
        try {
            failures++;
            failuresInARow++;
            lastFailure = failure;
            core.waiters.failImpatient(new ResourceStartFailed(settings.name(), failure));
            if (core.isClosed()) {
                abandon(slot);
            } else {
                Duration delay =
                        settings.startBackoff().delay(failuresInARow, ThreadLocalRandom.current());
                retries.put(slot, services.schedule(delay, () -> retry(slot)));
            }
        } finally {
            core.leave();
        }
    }

    private void retry(Slot<R> slot) {
        core.enter();
        try {
            if (retries.remove(slot) != null) {
                core.keeper().post(() -> make(slot));
            }
        } finally {
            core.leave();
        }
    }

    /// Has the end of a resource's process told; it may be before the slot is offered.
    private void hook(Slot<R> slot, R resource) {
        var process = settings.process();
        if (process == null) {
            return;
        }
        Pid pid = process.apply(resource);
        ExitHook hook = new ResourceHook(slot);
        slot.dead = false;
        slot.hook =
                hook; // seen by the hook's thread: adding it takes a lock that its end takes too
        if (!services.addExitHook(pid, hook)) {
            throw new IllegalStateException("a process must be alive to be lent: pid=" + pid);
        }
    }

    /// The end of a process that serves a resource; an object each, so that a late one is known.
    private static final class ResourceHook implements ExitHook {
        private final Slot<?> slot;

        ResourceHook(Slot<?> slot) {
            this.slot = slot;
        }

        @Override
        public void exited(Pid process, ExitReason reason) {
            processEnded(slot);
        }

        private <T> void processEnded(Slot<T> ofResource) {
            ofResource.core.processEnded(ofResource, this);
        }
    }
}
