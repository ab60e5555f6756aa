package io.trunkline.pool.resource;

import io.trunkline.engine.Clock;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.metrics.TimeRecorder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What callers do who want a resource: take an idle one, or wait, and look at what they got.
final class Checkouts<R> {
    private static final Logger log = LoggerFactory.getLogger(Checkouts.class);

    private final PoolCore<R> core;
    private final Settings<R> settings;
    private final NodeServices services;
    private final Clock clock;
    private final TimeRecorder waits = new TimeRecorder();

    Checkouts(PoolCore<R> core, NodeServices services) {
        this.core = core;
        this.settings = core.settings;
        this.services = services;
        this.clock = core.clock;
    }

    /// Lends a resource.
    ///
    /// @return null if the caller is not `patient` and would have to wait for others
    @Nullable Lease<R> checkout(Duration timeout, boolean patient) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        Object owner = core.owners.caller();
        long deadline = 0; // known once something took time
        boolean again = false;
        while (true) {
            Slot<R> slot = core.idlePath.pop();
            Lease<R> lease;
            if (slot != null) {
                lease = core.leases.lend(slot, owner);
                if (owner instanceof ProcessOwner process && process.isDead()) {
                    core.leases.checkin(slot, lease, true);
                    throw ended();
                }
            } else {
                long now = clock.nanoTime();
                deadline = again ? deadline : now + saturated(timeout);
                lease = slowly(owner, timeout, deadline - now, patient || again, again);
                if (lease == null) {
                    return null;
                }
            }
            if (!settings.checksOnCheckout() || isFit(lease)) {
                return lease;
            }
            if (!again && slot != null) {
                deadline = clock.nanoTime() + saturated(timeout);
            }
            again = true; // keeps its turn and its deadline
            lease.invalidate();
        }
    }

    /// A reader of what callers wait. Only those that do are recorded one by one.
    Intervals waits() {
        return waits.intervals(core::lentAtOnce);
    }

    private @Nullable Lease<R> slowly(
            Object owner, Duration timeout, long leftNanos, boolean patient, boolean again) {
        Waiter<R> waiter;
        core.enter();
        try {
            if (core.isClosed()) {
                throw new PoolClosed(settings.name());
            }
            if (owner instanceof ProcessOwner process && process.isDead()) {
                throw ended();
            }
            if (core.isExhausted()) {
                core.owners.checkThreadsNowAndThen();
            }
            Slot<R> slot = core.takeIdle(); // by P2 nobody waits if there is one
            if (slot != null) {
                return core.leases.lend(slot, owner);
            }
            if (!patient && !core.mayGrow()) {
                core.waiters.refuse();
                return null;
            }
            waiter = new Waiter<>(owner, services.gate(), clock.nanoTime(), patient);
            core.waiters.add(waiter, again);
            core.replenish();
            core.owners.watchThreads();
        } finally {
            core.leave();
        }
        return await(waiter, timeout, Math.max(0, leftNanos));
    }

    private Lease<R> await(Waiter<R> waiter, Duration timeout, long leftNanos) {
        try {
            if (!waiter.gate.await(Duration.ofNanos(leftNanos))) {
                expire(waiter, timeout);
            }
        } catch (CheckoutTimeout e) {
            throw e;
        } catch (InterruptedException e) {
            cancel(waiter);
            Thread.currentThread().interrupt();
            throw new CheckoutInterrupted(settings.name());
        } catch (Throwable t) { // the process was killed
            cancel(waiter);
            throw t;
        }
        RuntimeException failure = waiter.failure;
        if (failure != null) {
            throw failure;
        }
        Lease<R> lease = Objects.requireNonNull(waiter.lease, "an open gate has a lease");
        waits.record(clock.nanoTime() - waiter.since);
        return lease;
    }

    /// Takes a waiter out of the queue and says what is the matter, unless its turn has come
    /// meanwhile.
    private void expire(Waiter<R> waiter, Duration timeout) {
        CheckoutTimeout.Moment moment;
        Throwable cause;
        core.enter();
        try {
            if (waiter.lease != null || waiter.failure != null) {
                return;
            }
            moment = core.moment();
            cause = core.starts.lastFailure();
            core.waiters.expire(waiter);
        } finally {
            core.leave();
        }
        throw new CheckoutTimeout(settings.name(), timeout, moment, cause);
    }

    private void cancel(Waiter<R> waiter) {
        Lease<R> unused;
        core.enter();
        try {
            core.waiters.cancel(waiter);
            unused = waiter.lease;
        } finally {
            core.leave();
        }
        if (unused != null) {
            waits.record(clock.nanoTime() - waiter.since);
            unused.close();
        }
    }

    private boolean isFit(Lease<R> lease) {
        if (core.isOld(lease.slot)) {
            return false;
        }
        var validate = settings.validate();
        try {
            return validate == null || validate.test(lease.get());
        } catch (LeaseEnded e) {
            return false; // its process ended
        } catch (RuntimeException e) {
            log.debug("{} could not be validated", lease, e);
            return false;
        } catch (Throwable t) {
            lease.invalidate();
            throw t;
        }
    }

    /// The end of a process that has been killed and does not know it.
    private RuntimeException ended() {
        Gate gate = services.gate();
        gate.open();
        try {
            gate.await(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException(
                "a dead process must not check out: pool=" + settings.name());
    }

    private static long saturated(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }
}
