package io.trunkline.pool.resource;

import io.trunkline.engine.Clock;
import io.trunkline.engine.Node;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The resources of a pool, and the rules by which they move. Any thread.
///
/// *Overview.* A pool at ease (nobody waits, none too many, open) lends and takes back through its
/// [IdlePath] without its lock. Everything else is done under `lock`, after [#enter], which takes
/// the idle ones out of there and turns those who would pass by to the lock. [#leave] gives them
/// back if the pool is at ease again.
///
/// The rest is with [Checkouts] (what callers do), [Leases] (lending and taking back), [Waiters]
/// (the queue), [Owners] (who has what, and their ends), [Starts] (attempts and backoff), and
/// [Upkeep] (idle times and validation). These have no lock of their own and move slots by the
/// steps of this class only.
///
/// - **P1.** A slot is in one place; see [Slot]. `live` of them are not empty, and never more than
///   `size + overflow`.
/// - **P2.** When the lock is free, nobody waits while a resource is idle: what becomes idle goes
///   to the oldest waiter ([#offer]), and who would wait looks at the idle ones under the guard.
/// - **P3.** When the lock is free, as many starts are under way as there are waiters, or as
///   resources are missing, unless `live` is at its limit ([#replenish], after each change).
/// - **P4.** A lease ends once ([Slot#end]), and who ended it moves the slot on. So a resource is
///   neither given back twice nor lost, whoever comes at the same time: the owner, its death, the
///   death of the resource's process.
/// - **P5.** Nobody else's code runs under the lock, and only the locks of gates, mailboxes and
///   timers are taken under it.
final class PoolCore<R> {
    private static final Logger log = LoggerFactory.getLogger(PoolCore.class);

    final Settings<R> settings;
    final Clock clock;
    final IdlePath<R> idlePath;
    private final NodeServices services;
    private final Keeper keeper;
    private final ReentrantLock lock = new ReentrantLock();

    // --- the parts ---
    final Checkouts<R> checkouts;
    final Leases<R> leases;
    final Owners<R> owners;
    final Starts<R> starts;
    private final Upkeep<R> upkeep;

    /// Written under the lock; the array only grows, and is never written to.
    private volatile Slot<R>[] slots;

    // --- under the lock ---
    private final ArrayDeque<Slot<R>> empty = new ArrayDeque<>();

    /// Oldest first; filled while the path is guarded.
    final ArrayDeque<Slot<R>> idle = new ArrayDeque<>();

    final Waiters<R> waiters = new Waiters<>();
    private final List<Gate> drainers = new ArrayList<>();
    private int size;
    private int overflow;
    private int live;
    private int closing;
    private boolean closed;
    private Runnable whenEnded = () -> {};
    private long closedCount;

    PoolCore(Node node, Settings<R> settings) {
        this.services = NodeServices.of(node);
        this.clock = node.clock();
        this.settings = settings;
        this.size = settings.size();
        this.overflow = settings.overflow();
        this.slots = grown(noSlots(), size + overflow);
        this.idlePath =
                settings.order() == IdleOrder.LIFO
                        ? new IdleStack<>(slots)
                        : new IdleRing<>(slots.length);
        this.keeper = new Keeper(this, node);
        this.leases = new Leases<>(this);
        this.checkouts = new Checkouts<>(this, services);
        this.owners = new Owners<>(this, services);
        this.starts = new Starts<>(this, services);
        this.upkeep = new Upkeep<>(this, services);
    }

    Keeper keeper() {
        return keeper;
    }

    /// All there ever were.
    Slot<R>[] slots() {
        return slots;
    }

    // --- life ---

    /// Starts what an eager pool begins with, on the calling thread.
    void fill() {
        List<Slot<R>> first = new ArrayList<>();
        enter();
        try {
            while (!settings.lazy() && kept() < size) {
                first.add(starts.reserve());
            }
            upkeep.start();
        } finally {
            leave();
        }
        first.forEach(starts::make);
    }

    /// Lends nothing any more, and closes what is idle; what is lent is closed when it comes back.
    void shut() {
        enter();
        try {
            if (closed) {
                return;
            }
            closed = true;
            upkeep.stop();
            owners.stopWatching();
            starts.stop();
            waiters.failAll(new PoolClosed(settings.name()));
            retireIdleIf(slot -> true);
            endIfDone();
        } finally {
            leave();
        }
    }

    /// Waits until everything is closed.
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        Gate gate = services.gate();
        enter();
        try {
            drainers.add(gate);
            owners.checkThreads();
            owners.watchThreads();
            endIfDone();
        } finally {
            leave();
        }
        boolean ended = false;
        try {
            ended = gate.await(timeout);
        } finally {
            if (!ended) {
                forget(gate);
            }
        }
        return ended;
    }

    private void forget(Gate drainer) {
        enter();
        try {
            drainers.remove(drainer);
        } finally {
            leave();
        }
    }

    /// Has something done, under the lock, once everything is closed.
    void whenEnded(Runnable action) {
        enter();
        try {
            whenEnded = action;
            endIfDone();
        } finally {
            leave();
        }
    }

    /// Changes how many there may be.
    void resize(int newSize, int newOverflow) {
        enter();
        try {
            size = newSize;
            overflow = newOverflow;
            if (slots.length < limit()) {
                slots = grown(slots, limit());
                idlePath.grow(slots);
            }
            while (kept() > size && !idle.isEmpty()) {
                retire(idle.removeFirst());
            }
            replenish();
        } finally {
            leave();
        }
    }

    // --- ends ---

    /// The process that serves a resource has ended.
    void processEnded(Slot<R> slot, ExitHook hook) {
        enter();
        try {
            if (slot.hook != hook) {
                return; // the slot has another one by now, or none
            }
            slot.dead = true;
            Lease<R> lease = slot.lease();
            if (idle.remove(slot) || (lease != null && leases.end(slot, lease))) {
                offer(slot, false);
            }
        } finally {
            leave();
        }
    }

    /// Closes a resource, on a thread of the keeper.
    private void dispose(Slot<R> slot, R resource) {
        try {
            settings.close().close(resource);
        } catch (Throwable t) {
            if (t instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.warn("{} could not close {}", settings.name(), resource, t);
        }
        enter();
        try {
            closing--;
            closedCount++;
            vacate(slot);
            replenish();
        } finally {
            leave();
        }
    }

    // --- steps under the lock ---

    void enter() {
        lock.lock();
        idlePath.guard(idle);
    }

    void leave() {
        if (settings.mayPassLock() && !closed && waiters.isEmpty() && !dismissesAtOnce()) {
            idlePath.release(idle);
        }
        lock.unlock();
        keeper.ring();
    }

    boolean isClosed() {
        return closed;
    }

    /// Whether somebody waits, for a resource or for the end.
    boolean isAwaited() {
        return !(waiters.isEmpty() && drainers.isEmpty());
    }

    int size() {
        return size;
    }

    /// How many there are, those being started included, those being closed not.
    int kept() {
        return live - closing;
    }

    /// Whether one more may be started.
    boolean mayGrow() {
        return live < limit();
    }

    /// Whether nothing can be lent before something comes back.
    boolean isExhausted() {
        return idle.isEmpty() && live == limit();
    }

    /// Whether what is idle may be closed because of that.
    boolean mayDismiss() {
        return settings.idleNanos() > 0 && (settings.lazy() || kept() > size);
    }

    boolean isOld(Slot<R> slot) {
        return settings.lifetimeNanos() > 0 && clock.nanoTime() - slot.endOfLife >= 0;
    }

    @Nullable Slot<R> takeIdle() {
        return settings.order() == IdleOrder.LIFO ? idle.pollLast() : idle.pollFirst();
    }

    Slot<R> takeEmpty() {
        live++;
        return empty.remove();
    }

    /// Gives a slot whose resource is free now to the oldest waiter, or keeps it.
    void offer(Slot<R> slot, boolean fit) {
        if (closed || !fit || slot.dead || isOld(slot)) {
            retire(slot);
        } else {
            Waiter<R> waiter = waiters.oldest();
            if (waiter != null) {
                waiters.grant(leases.lend(slot, waiter.owner));
            } else if (dismissesAtOnce()) {
                retire(slot);
            } else {
                leases.stampIdle(slot);
                idle.addLast(slot);
            }
        }
        replenish();
    }

    /// Puts a resource that was looked at back to those idle for long; it has not been used.
    void putBack(Slot<R> slot, boolean fit) {
        if (fit && !closed && !slot.dead && waiters.isEmpty() && !dismissesAtOnce()) {
            idle.addFirst(slot);
        } else {
            offer(slot, fit);
        }
    }

    void retireIdleIf(Predicate<? super Slot<R>> over) {
        idle.removeIf(slot -> {
            boolean goes = over.test(slot);
            if (goes) {
                retire(slot);
            }
            return goes;
        });
        replenish();
    }

    void vacate(Slot<R> slot) {
        live--;
        slot.dead = false;
        empty.add(slot);
        endIfDone();
    }

    /// P3.
    void replenish() {
        while (!closed
                && mayGrow()
                && (starts.underWay() < waiters.size() || (!settings.lazy() && kept() < size))) {
            starts.begin();
        }
    }

    private int limit() {
        return size + overflow;
    }

    /// Whether what comes back now is one too many, and does not wait to be dismissed.
    private boolean dismissesAtOnce() {
        return kept() > size && settings.idleNanos() == 0;
    }

    private void retire(Slot<R> slot) {
        R resource = resourceOf(slot);
        slot.resource = null;
        var process = settings.process();
        if (process != null && slot.hook != null) {
            services.removeExitHook(process.apply(resource), slot.hook);
            slot.hook = null;
        }
        closing++;
        if (slot.dead) {
            closing--; // it has ended by itself
            closedCount++;
            vacate(slot);
        } else {
            keeper.post(() -> dispose(slot, resource));
        }
    }

    private void endIfDone() {
        if (closed && live == 0) {
            owners.stopWatching();
            drainers.forEach(Gate::open);
            drainers.clear();
            owners.forgetAll();
            whenEnded.run();
            keeper.end();
        }
    }

    static <R> R resourceOf(Slot<R> slot) {
        return Objects.requireNonNull(slot.resource, "a slot that is not empty has a resource");
    }

    @SuppressWarnings("unchecked") // there is nothing in it
    private static <R> Slot<R>[] noSlots() {
        return (Slot<R>[]) new Slot<?>[0];
    }

    private Slot<R>[] grown(Slot<R>[] before, int count) {
        Slot<R>[] more = Arrays.copyOf(before, Math.max(count, before.length));
        for (int i = before.length; i < more.length; i++) {
            more[i] = new Slot<>(this, i);
            empty.add(more[i]);
        }
        return more;
    }

    // --- seen from outside ---

    /// How many checkouts did not wait.
    long lentAtOnce() {
        enter();
        try {
            return lent() - waiters.granted();
        } finally {
            leave();
        }
    }

    private long lent() {
        long lent = 0;
        for (Slot<R> slot : slots) {
            lent += slot.lentOpaque();
        }
        return lent;
    }

    /// Under the lock: what one is told whose time is up, and who is still in the queue.
    CheckoutTimeout.Moment moment() {
        return new CheckoutTimeout.Moment(
                kept() - starts.underWay(),
                limit(),
                starts.underWay(),
                waiters.size(),
                waiters.oldestWait(clock.nanoTime()).toNanos());
    }

    ResourceSnapshot snapshot() {
        enter();
        try {
            int inUse = 0;
            for (Slot<R> slot : slots) {
                inUse += slot.lease() == null ? 0 : 1;
            }
            return new ResourceSnapshot(
                    settings.name(),
                    size,
                    overflow,
                    idle.size(),
                    inUse,
                    starts.underWay(),
                    closing,
                    waiters.size(),
                    waiters.oldestWait(clock.nanoTime()),
                    waiters.largest(),
                    lent(),
                    waiters.granted(),
                    waiters.timedOut(),
                    waiters.cancelled(),
                    waiters.refused(),
                    owners.lost(),
                    starts.started(),
                    starts.failures(),
                    closedCount,
                    starts.lastFailure());
        } finally {
            leave();
        }
    }
}
