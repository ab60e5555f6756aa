package io.trunkline.pool.resource;

import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;
import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.metrics.TimeRecorder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The rules of a pool. Any thread.
///
/// *Overview.* A pool at ease (nobody waits, none too many, open) lends and takes back through
/// [IdleStack] without its lock. Everything else is done under `lock`, after [#enter], which takes
/// the idle ones out of the stack and turns those who would pass by to the lock. [#leave] gives
/// them back if the pool is at ease again.
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

    /// How often, while callers wait, the pool looks for threads that ended with what they had; no
    /// thread tells of its end.
    private static final Duration THREAD_CHECK = Duration.ofMillis(100);

    final Settings<R> settings;
    private final NodeServices services;
    private final Clock clock;
    private final IdleStack<R> fast;
    private final Keeper keeper;
    private final ConcurrentHashMap<Pid, ProcessOwner> owners = new ConcurrentHashMap<>();
    private final TimeRecorder waits = new TimeRecorder();
    private final ReentrantLock lock = new ReentrantLock();

    // --- under the lock ---
    private final ArrayDeque<Slot<R>> empty = new ArrayDeque<>();

    /// Oldest first; filled while the stack is guarded.
    private final ArrayDeque<Slot<R>> idle = new ArrayDeque<>();

    private final ArrayDeque<Waiter<R>> waiters = new ArrayDeque<>();
    private final List<Gate> drainers = new ArrayList<>();
    private int size;
    private int overflow;
    private int live;
    private int starting;
    private int closing;
    private boolean closed;
    private Runnable whenEnded = () -> {};
    private int failuresInARow;
    private @Nullable Throwable lastFailure;

    /// Slots that wait for the next attempt; they count as starting.
    private final Map<Slot<R>, Timeout> retries = new HashMap<>();

    private @Nullable Timeout sweepTimer;
    private @Nullable Timeout threadTimer;
    private long lastThreadCheck;
    private int largestWaiting;
    private long waited;
    private long timedOut;
    private long cancelled;
    private long full;
    private long ownersLost;
    private long started;
    private long startFailures;
    private long closedCount;

    PoolCore(Node node, Settings<R> settings) {
        this.services = NodeServices.of(node);
        this.clock = node.clock();
        this.settings = settings;
        this.size = settings.size();
        this.overflow = settings.overflow();
        this.fast = new IdleStack<>(grown(noSlots(), size + overflow));
        this.keeper = new Keeper(this, node);
        this.lastThreadCheck = clock.nanoTime();
    }

    Keeper keeper() {
        return keeper;
    }

    // --- life ---

    /// Starts what an eager pool begins with, on the calling thread.
    void fill() {
        List<Slot<R>> first = new ArrayList<>();
        enter();
        try {
            while (!settings.lazy() && kept() < size) {
                first.add(takeEmpty());
            }
            if (settings.sweeps() && !closed) {
                sweepTimer = scheduleSweep();
            }
        } finally {
            leave();
        }
        first.forEach(this::make);
    }

    /// Lends nothing any more, and closes what is idle; what is lent is closed when it comes back.
    void shut() {
        enter();
        try {
            if (closed) {
                return;
            }
            closed = true;
            stopTimers();
            for (Waiter<R> w = waiters.poll(); w != null; w = waiters.poll()) {
                fail(w, new PoolClosed(settings.name()));
            }
            for (Slot<R> slot = idle.poll(); slot != null; slot = idle.poll()) {
                retire(slot);
            }
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
            endIfDone();
        } finally {
            leave();
        }
        return gate.await(timeout);
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
            if (fast.slots().length < size + overflow) {
                fast.slots(grown(fast.slots(), size + overflow));
            }
            while (kept() > size && !idle.isEmpty()) {
                retire(idle.removeFirst());
            }
            replenish();
        } finally {
            leave();
        }
    }

    // --- checkout ---

    /// Lends a resource.
    ///
    /// @return null if the caller is not `patient` and would have to wait for others
    @Nullable Lease<R> checkout(Duration timeout, boolean patient) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        Object owner = owner();
        long deadline = 0; // known once something took time
        boolean again = false;
        while (true) {
            Slot<R> slot = fast.pop();
            Lease<R> lease;
            if (slot != null) {
                lease = slot.lend(resourceOf(slot), owner);
                if (owner instanceof ProcessOwner process && process.isDead()) {
                    checkin(slot, lease, true);
                    throw ended();
                }
            } else {
                long now = clock.nanoTime();
                deadline = again ? deadline : now + saturated(timeout);
                lease = checkoutSlowly(owner, timeout, deadline - now, patient || again, again);
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

    private @Nullable Lease<R> checkoutSlowly(
            Object owner, Duration timeout, long leftNanos, boolean patient, boolean first) {
        Waiter<R> waiter;
        enter();
        try {
            if (closed) {
                throw new PoolClosed(settings.name());
            }
            if (owner instanceof ProcessOwner process && process.isDead()) {
                throw ended();
            }
            if (idle.isEmpty() && live == limit()) {
                checkThreadsNowAndThen();
            }
            Slot<R> slot = takeIdle(); // by P2 nobody waits if there is one
            if (slot != null) {
                return slot.lend(resourceOf(slot), owner);
            }
            if (!patient && live >= limit()) {
                full++;
                return null;
            }
            waiter = new Waiter<>(owner, services.gate(), clock.nanoTime(), patient);
            if (first) {
                waiters.addFirst(waiter);
            } else {
                waiters.addLast(waiter);
            }
            largestWaiting = Math.max(largestWaiting, waiters.size());
            replenish();
            watchThreads();
        } finally {
            leave();
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
        enter();
        try {
            if (waiter.lease != null || waiter.failure != null) {
                return;
            }
            moment =
                    new CheckoutTimeout.Moment(
                            kept() - starting,
                            limit(),
                            starting,
                            waiters.size(),
                            clock.nanoTime() - waiters.getFirst().since);
            cause = lastFailure;
            waiters.remove(waiter);
            timedOut++;
        } finally {
            leave();
        }
        throw new CheckoutTimeout(settings.name(), timeout, moment, cause);
    }

    private void cancel(Waiter<R> waiter) {
        Lease<R> unused;
        enter();
        try {
            if (waiters.remove(waiter)) {
                cancelled++;
            }
            unused = waiter.lease;
        } finally {
            leave();
        }
        if (unused != null) {
            waits.record(clock.nanoTime() - waiter.since);
            unused.close();
        }
    }

    private boolean isFit(Lease<R> lease) {
        if (isOld(lease.slot)) {
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

    /// Whom the resource is lent to: the calling process, or else the thread.
    private Object owner() {
        Pid process = services.running();
        if (process == null) {
            return Thread.currentThread();
        }
        ProcessOwner known = owners.get(process);
        return known != null ? known : hooked(process);
    }

    private ProcessOwner hooked(Pid process) {
        ProcessOwner owner = new ProcessOwner(this, process);
        owners.put(process, owner); // only the process itself comes here
        if (!services.addExitHook(process, owner)) {
            owner.died();
            owners.remove(process);
        }
        return owner;
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

    // --- checkin ---

    /// Ends a lease; does nothing if it has ended.
    void checkin(Slot<R> slot, Lease<R> lease, boolean fit) {
        if (fit && !fast.isGuarded()) {
            if (!slot.end(lease)) {
                return;
            }
            if (!isOld(slot)) {
                stampIdle(slot);
                if (fast.push(slot)) {
                    return;
                }
            }
            enter();
            try {
                offer(slot, true);
            } finally {
                leave();
            }
            return;
        }
        enter();
        try {
            if (slot.end(lease)) {
                offer(slot, fit);
            }
        } finally {
            leave();
        }
    }

    /// The work with a resource has failed.
    void failed(Lease<R> lease, Throwable failure) {
        boolean fit = false;
        try {
            fit = !settings.discardOn().test(failure);
        } finally {
            checkin(lease.slot, lease, fit);
        }
    }

    /// A process that has checked out before has ended.
    void ownerEnded(ProcessOwner owner) {
        owners.remove(owner.pid(), owner);
        enter();
        try {
            for (Iterator<Waiter<R>> i = waiters.iterator(); i.hasNext(); ) {
                if (i.next().owner == owner) {
                    i.remove(); // it is woken by its own end
                    cancelled++;
                }
            }
            List<Lease<R>> held = new ArrayList<>();
            for (Slot<R> slot : fast.slots()) {
                Lease<R> lease = slot.lease();
                if (lease != null && lease.owner == owner) {
                    held.add(lease);
                }
            }
            held.sort(Comparator.comparingInt(lease -> lease.slot.turn)); // as poolboy takes them
            held.forEach(lease -> lose(lease.slot, lease));
        } finally {
            leave();
        }
    }

    // --- what the keeper does, on threads of its own ---

    /// Starts a resource in a slot.
    private void make(Slot<R> slot) {
        if (!stillWanted(slot)) {
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
            makeFailed(slot, t);
            return;
        }
        enter();
        try {
            long now = clock.nanoTime();
            starting--;
            started++;
            failuresInARow = 0;
            lastFailure = null;
            slot.resource = resource;
            if (settings.lifetimeNanos() > 0) {
                long lifetime = settings.lifetimeNanos();
                slot.endOfLife = now + lifetime - lifetime / 80 * (started % 8);
            }
            slot.checkedAt = now;
            offer(slot, true);
        } finally {
            leave();
        }
    }

    private boolean stillWanted(Slot<R> slot) {
        enter();
        try {
            boolean wanted =
                    !closed && (starting <= waiters.size() || (!settings.lazy() && kept() <= size));
            if (!wanted) {
                starting--;
                vacate(slot);
            }
            return wanted;
        } finally {
            leave();
        }
    }

    private void makeFailed(Slot<R> slot, Throwable failure) {
        log.warn("{} could not start a resource", settings.name(), failure);
        enter();
        try {
            startFailures++;
            failuresInARow++;
            lastFailure = failure;
            for (Iterator<Waiter<R>> i = waiters.iterator(); i.hasNext(); ) {
                Waiter<R> waiter = i.next();
                if (!waiter.patient) {
                    i.remove();
                    fail(waiter, new ResourceStartFailed(settings.name(), failure));
                    break;
                }
            }
            if (closed) {
                starting--;
                vacate(slot);
            } else {
                Duration delay =
                        settings.startBackoff().delay(failuresInARow, ThreadLocalRandom.current());
                retries.put(slot, services.schedule(delay, () -> retry(slot)));
            }
        } finally {
            leave();
        }
    }

    private void retry(Slot<R> slot) {
        enter();
        try {
            if (retries.remove(slot) != null) {
                keeper.post(() -> make(slot));
            }
        } finally {
            leave();
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

    private void processEnded(Slot<R> slot, ExitHook hook) {
        enter();
        try {
            if (slot.hook != hook) {
                return; // the slot has another one by now, or none
            }
            slot.dead = true;
            Lease<R> lease = slot.lease();
            if (idle.remove(slot) || (lease != null && slot.end(lease))) {
                offer(slot, false);
            }
        } finally {
            leave();
        }
    }

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

    /// Closes idle resources whose time is up, and looks at those that are due for it.
    private void sweep() {
        enter();
        try {
            checkThreads();
            long now = clock.nanoTime();
            for (Iterator<Slot<R>> i = idle.iterator(); i.hasNext(); ) {
                Slot<R> slot = i.next();
                if (isOld(slot) || (mayGo() && now - slot.idleSince >= settings.idleNanos())) {
                    i.remove();
                    retire(slot);
                }
            }
            replenish();
        } finally {
            leave();
        }
        long begin = clock.nanoTime();
        for (Slot<R> due = takeDue(begin); due != null; due = takeDue(begin)) {
            boolean fit = isHealthy(due);
            enter();
            try {
                putBack(due, fit, begin);
            } finally {
                leave();
            }
        }
    }

    /// Puts a resource that was looked at back to those idle for long; it has not been used.
    private void putBack(Slot<R> slot, boolean fit, long now) {
        slot.checkedAt = now;
        boolean stays = waiters.isEmpty() && (kept() <= size || settings.idleNanos() > 0);
        if (fit && stays && !closed && !slot.dead) {
            idle.addFirst(slot);
        } else {
            offer(slot, fit);
        }
    }

    private boolean mayGo() {
        return settings.idleNanos() > 0 && (settings.lazy() || kept() > size);
    }

    private @Nullable Slot<R> takeDue(long now) {
        long every = settings.validateIdleNanos();
        if (every == 0) {
            return null;
        }
        enter();
        try {
            for (Slot<R> slot : idle) {
                long last = Math.max(slot.idleSince - now, slot.checkedAt - now);
                if (-last >= every) {
                    idle.remove(slot);
                    return slot;
                }
            }
            return null;
        } finally {
            leave();
        }
    }

    private boolean isHealthy(Slot<R> slot) {
        var validate = settings.validateIdle();
        try {
            return validate == null || validate.test(resourceOf(slot));
        } catch (Throwable t) {
            log.debug("an idle resource of {} could not be validated", settings.name(), t);
            return false;
        }
    }

    private void stopTimers() {
        if (sweepTimer != null) {
            sweepTimer.cancel();
        }
        if (threadTimer != null) {
            threadTimer.cancel();
        }
        retries.forEach((slot, timer) -> {
            timer.cancel();
            starting--;
            vacate(slot);
        });
        retries.clear();
    }

    private Timeout scheduleSweep() {
        return services.schedule(
                Duration.ofNanos(settings.sweepNanos()),
                () -> {
                    enter();
                    try {
                        if (!closed) {
                            keeper.post(this::sweep);
                            sweepTimer = scheduleSweep();
                        }
                    } finally {
                        leave();
                    }
                });
    }

    // --- steps under the lock ---

    private void enter() {
        lock.lock();
        fast.guard(idle);
    }

    private void leave() {
        boolean atEase =
                settings.mayPassLock()
                        && !closed
                        && waiters.isEmpty()
                        && (kept() <= size || settings.idleNanos() > 0);
        if (atEase) {
            fast.release(idle);
        }
        lock.unlock();
        keeper.ring();
    }

    private int limit() {
        return size + overflow;
    }

    /// How many there are, those being started included, those being closed not.
    private int kept() {
        return live - closing;
    }

    private @Nullable Slot<R> takeIdle() {
        return settings.order() == IdleOrder.LIFO ? idle.pollLast() : idle.pollFirst();
    }

    /// Gives a slot whose resource is free now to the oldest waiter, or keeps it.
    private void offer(Slot<R> slot, boolean fit) {
        if (closed || !fit || slot.dead || isOld(slot)) {
            retire(slot);
        } else if (!waiters.isEmpty()) {
            grant(waiters.removeFirst(), slot);
        } else if (kept() > size && settings.idleNanos() == 0) {
            retire(slot);
        } else {
            stampIdle(slot);
            idle.addLast(slot);
        }
        replenish();
    }

    private void grant(Waiter<R> waiter, Slot<R> slot) {
        waiter.lease = slot.lend(resourceOf(slot), waiter.owner);
        waited++;
        waiter.gate.open();
    }

    private void fail(Waiter<R> waiter, RuntimeException failure) {
        waiter.failure = failure;
        waiter.gate.open();
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

    private void vacate(Slot<R> slot) {
        live--;
        slot.dead = false;
        empty.add(slot);
        endIfDone();
    }

    private void endIfDone() {
        if (closed && live == 0) {
            drainers.forEach(Gate::open);
            drainers.clear();
            owners.values().forEach(owner -> services.removeExitHook(owner.pid(), owner));
            owners.clear();
            whenEnded.run();
            keeper.end();
        }
    }

    /// P3.
    private void replenish() {
        while (!closed
                && live < limit()
                && (starting < waiters.size() || (!settings.lazy() && kept() < size))) {
            Slot<R> slot = takeEmpty();
            keeper.post(() -> make(slot));
        }
    }

    private Slot<R> takeEmpty() {
        live++;
        starting++;
        return empty.remove();
    }

    private void lose(Slot<R> slot, Lease<R> lease) {
        if (slot.end(lease)) {
            ownersLost++;
            offer(slot, settings.reuseOfDeadOwner());
        }
    }

    private void checkThreads() {
        lastThreadCheck = clock.nanoTime();
        for (Slot<R> slot : fast.slots()) {
            Lease<R> lease = slot.lease();
            if (lease != null && lease.owner instanceof Thread thread && !thread.isAlive()) {
                lose(slot, lease);
            }
        }
    }

    private void checkThreadsNowAndThen() {
        if (clock.nanoTime() - lastThreadCheck >= THREAD_CHECK.toNanos() / 10) {
            checkThreads();
        }
    }

    /// Looks for ended threads while somebody waits.
    private void watchThreads() {
        if (threadTimer == null) {
            threadTimer = services.schedule(THREAD_CHECK, this::watchedThreads);
        }
    }

    private void watchedThreads() {
        enter();
        try {
            threadTimer = null;
            checkThreads();
            if (!waiters.isEmpty()) {
                watchThreads();
            }
        } finally {
            leave();
        }
    }

    private boolean isOld(Slot<R> slot) {
        return settings.lifetimeNanos() > 0 && clock.nanoTime() - slot.endOfLife >= 0;
    }

    private void stampIdle(Slot<R> slot) {
        if (settings.sweeps()) {
            slot.idleSince = clock.nanoTime();
        }
    }

    private static long saturated(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }

    private static <R> R resourceOf(Slot<R> slot) {
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

    /// A reader of what callers wait. Only those that do are recorded one by one.
    Intervals waits() {
        return waits.intervals(this::lentAtOnce);
    }

    private long lentAtOnce() {
        enter();
        try {
            return checkouts() - waited;
        } finally {
            leave();
        }
    }

    private long checkouts() {
        long lent = 0;
        for (Slot<R> slot : fast.slots()) {
            lent += slot.lentOpaque();
        }
        return lent;
    }

    ResourceSnapshot snapshot() {
        enter();
        try {
            int inUse = 0;
            for (Slot<R> slot : fast.slots()) {
                inUse += slot.lease() == null ? 0 : 1;
            }
            Waiter<R> oldest = waiters.peekFirst();
            return new ResourceSnapshot(
                    settings.name(),
                    size,
                    overflow,
                    idle.size(),
                    inUse,
                    starting,
                    closing,
                    waiters.size(),
                    oldest == null
                            ? Duration.ZERO
                            : Duration.ofNanos(clock.nanoTime() - oldest.since),
                    largestWaiting,
                    checkouts(),
                    waited,
                    timedOut,
                    cancelled,
                    full,
                    ownersLost,
                    started,
                    startFailures,
                    closedCount,
                    lastFailure);
        } finally {
            leave();
        }
    }
}
