package io.trunkline.pool.resource;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.pool.metrics.Inspectable;
import io.trunkline.pool.metrics.Inspectables;
import io.trunkline.pool.metrics.Intervals;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// A pool of resources that are lent to one caller at a time: poolboy and NimblePool.
///
/// ```java
/// ResourcePool<Connection> connections =
///         ResourcePool.start(node, resource(this::connect, Connection::close).size(10).overflow(2));
/// String row = connections.with(c -> c.query(sql), Duration.ofSeconds(1));
/// ```
///
/// Any thread may use it, a process or not. A checkout takes an idle resource; else it starts one,
/// if there are fewer than the size and the overflow allow; else it waits, first come first served.
/// While nobody waits, a checkout and a checkin are a few atomic steps, without a lock and without
/// a message to anybody.
///
/// *Owners.* A lease belongs to the process that checked it out, or to the thread if it runs none,
/// and ends with it; the resource is then discarded ([ResourceSpec#reuseOfDeadOwner()]). So no
/// crash leaks a resource.
///
/// *Failures.* A resource that cannot be started is tried again with backoff, for as long as it is
/// needed. Callers wait meanwhile; if their time is up, the failure is the cause of their
/// [CheckoutTimeout].
///
/// *Ends* with [#close()], with its process ([#pid()]), and with the node. What is idle is closed,
/// what is lent is closed when it comes back, who waits gets [PoolClosed].
///
/// *When not to use it.* For work that needs no resource of its own: a semaphore, or
/// [io.trunkline.pool.guard.Bulkhead], bounds that for less.
///
/// *Differs from poolboy*: a client that dies has its worker discarded, and not given to the next;
/// a worker that cannot be started does not crash the pool; a lease that is not the holder's any
/// more says so.
///
/// @param <R> a resource
public final class ResourcePool<R> implements Inspectable, AutoCloseable {
    /// How long a checkout waits unless it says otherwise, as in poolboy.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private final PoolCore<R> core;

    private ResourcePool(PoolCore<R> core) {
        this.core = core;
    }

    /// What is done with a resource.
    ///
    /// @param <R> a resource
    /// @param <T> what comes of it
    /// @param <X> what it may throw
    @FunctionalInterface
    public interface Work<R, T extends @Nullable Object, X extends Exception> {
        /// Does it, on the thread that asked.
        T with(R resource) throws X;
    }

    /// Starts a pool. Unless it is lazy, its resources are started here, one after the other; those
    /// that fail are tried again later, and the pool is there all the same.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    public static <R> ResourcePool<R> start(Node node, ResourceSpec<R> spec) {
        PoolCore<R> core = new PoolCore<>(node, spec.settings());
        node.start(core.keeper()).pid();
        return filled(core, node);
    }

    /// Starts a pool whose process is linked to the calling one, such as a supervisor.
    public static <R> ResourcePool<R> startLink(Self parent, ResourceSpec<R> spec) {
        PoolCore<R> core = new PoolCore<>(parent.node(), spec.settings());
        parent.startLink(core.keeper(), StartOptions.defaults()).pid();
        return filled(core, parent.node());
    }

    private static <R> ResourcePool<R> filled(PoolCore<R> core, Node node) {
        ResourcePool<R> pool = new ResourcePool<>(core);
        Inspectables shown = Inspectables.of(node);
        shown.add(pool);
        core.whenEnded(() -> shown.remove(pool));
        core.fill();
        return pool;
    }

    /// Its name, see [ResourceSpec#name(String)].
    @Override
    public String name() {
        return core.settings.name();
    }

    /// The pool's process: the pool ends with it.
    public Pid pid() {
        return core.keeper().pid();
    }

    // --- lending ---

    /// Checks a resource out, waiting for up to 5 s; see [#checkout(Duration)].
    public Lease<R> checkout() {
        return checkout(DEFAULT_TIMEOUT);
    }

    /// Checks a resource out, waiting for one if need be: as a process waits, without holding up
    /// others.
    ///
    /// @throws CheckoutTimeout if there was none in time
    /// @throws CheckoutInterrupted if the thread, being no process, was interrupted
    /// @throws PoolClosed if the pool is closed
    public Lease<R> checkout(Duration timeout) {
        Lease<R> lease = core.checkouts.checkout(timeout, true);
        return Objects.requireNonNull(lease, "a patient caller gets a lease");
    }

    /// Checks a resource out without waiting for anybody to give one back. If one can be started it
    /// waits for that, for up to 5 s.
    ///
    /// @return empty if all are lent
    /// @throws ResourceStartFailed if it could not be started
    /// @throws PoolClosed if the pool is closed
    public Optional<Lease<R>> tryCheckout() {
        return Optional.ofNullable(core.checkouts.checkout(DEFAULT_TIMEOUT, false));
    }

    /// Works with a resource, waiting for it for up to 5 s; see [#with(Work, Duration)].
    public <T extends @Nullable Object, X extends Exception> T with(
            Work<? super R, ? extends T, ? extends X> work) throws X {
        return with(work, DEFAULT_TIMEOUT);
    }

    /// Works with a resource and gives it back; if the work throws it is discarded, see
    /// [ResourceSpec#discardOn].
    ///
    /// @param timeout for the checkout, not for the work
    /// @throws X if the work threw it
    /// @throws CheckoutTimeout if there was no resource in time
    public <T extends @Nullable Object, X extends Exception> T with(
            Work<? super R, ? extends T, ? extends X> work, Duration timeout) throws X {
        Objects.requireNonNull(work, "work");
        Lease<R> lease = checkout(timeout);
        T result;
        try {
            result = work.with(lease.resource());
        } catch (Throwable failure) {
            core.leases.failed(lease, failure);
            throw failure;
        }
        lease.close();
        return result;
    }

    // --- changing and seeing it ---

    /// Changes how many there may be. What is too much is closed when it is idle.
    public void resize(int size, int overflow) {
        ResourceSpec.checkSize(size, overflow);
        core.resize(size, overflow);
    }

    /// The pool at this moment. Takes the lock for a moment: for people and gauges.
    @Override
    public ResourceSnapshot snapshot() {
        return core.snapshot();
    }

    /// A new reader of how long checkouts waited, from now on. Those that got a resource at once
    /// count as zero; it costs them nothing.
    public Intervals waits() {
        return core.checkouts.waits();
    }

    /// A new reader of how long resources are lent, from now on: recorded when they come back.
    ///
    /// @throws IllegalStateException unless the pool was made with [ResourceSpec#holdTimes()]
    public Intervals holds() {
        return core.leases.holds();
    }

    // --- the end ---

    /// Lends nothing any more and has what is idle closed; does not wait for that.
    @Override
    public void close() {
        core.shut();
    }

    /// Closes the pool and waits until all that was lent has come back and everything is closed.
    ///
    /// @return whether it is
    /// @throws InterruptedException if the thread, being no process, was interrupted
    public boolean close(Duration timeout) throws InterruptedException {
        core.shut();
        return core.awaitEnd(timeout);
    }

    @Override
    public String toString() {
        return "ResourcePool[" + core.settings.name() + "]";
    }
}
