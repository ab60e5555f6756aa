package io.trunkline.examples.gateway;

import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.resource.CheckoutTimeout;
import io.trunkline.pool.resource.Lease;
import io.trunkline.pool.resource.PoolClosed;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections of a gateway to its upstream: a pool of them, as a child of its supervisor.
///
/// A fetch has a connection to itself. If one is idle the session takes it, goes on, and gives it
/// back when the answer comes. If none is, somebody has to wait, and that must not be the session:
/// while it waits it takes no answers, and with them come the connections that it has itself. So a
/// process of its own waits, fetches and tells the session; it is linked to that and dies with it.
/// As many may wait as there are connections, and 256 at most: the rest would wait in vain, and
/// hold the pool up.
///
/// A connection whose fetch failed, or whose holder died, is closed and replaced: an answer may
/// still come on it, and would be taken for that of the next fetch.
///
/// When a pool ends its supervisor starts the next one; what the old one has lent serves its fetch
/// and is closed then. Any thread may use it.
final class Connections {
    private static final int MOST_WAITING = 256;

    private final Upstream upstream;
    private final GatewayOptions options;

    /// Who waits. One that was killed before it began, or was done before it was added, stays until
    /// somebody looks.
    private final Set<Pid> waiting = ConcurrentHashMap.newKeySet();

    /// Volatile: written by the supervisor alone, in each start of its child.
    private volatile @Nullable Current current;

    Connections(Upstream upstream, GatewayOptions options) {
        this.upstream = upstream;
        this.options = options;
    }

    /// The tag of a fetch at the upstream.
    ///
    /// @param tag the session's own
    record Fetch(Lease<Upstream.Connection> lease, Object tag) {
        /// Ends the lease, if it has not ended.
        void end(Upstream.Result result) {
            switch (result) {
                case Upstream.Fetched _ -> lease.close();
                case Upstream.Failure _ -> lease.invalidate();
            }
        }
    }

    /// Tells a session that there was no connection in time.
    record Unconnected(Object tag) {}

    private record Current(
            ResourcePool<Upstream.Connection> pool, Intervals waits, ConnectionStats before) {
        ConnectionStats stats() {
            return before.then(pool.snapshot());
        }
    }

    /// The pool, to be supervised.
    ChildSpec child() {
        return Supervisor.custom(Part.CONNECTIONS.id(), this::start);
    }

    private Started start(Self supervisor) {
        ResourceSpec<Upstream.Connection> spec =
                ResourceSpec.<Upstream.Connection>resource(
                                upstream::connect, Upstream.Connection::close)
                        .name(options.name() + "/" + Part.CONNECTIONS.id())
                        .size(options.connections());
        ConnectionStats before = stats();
        ResourcePool<Upstream.Connection> pool = ResourcePool.startLink(supervisor, spec);
        var next = new Current(pool, pool.waits(), before);
        current = next;
        return new Started.Ok(next.pool.pid());
    }

    /// Starts a fetch and returns at once. The caller, a session, gets an [Upstream.Answer] whose
    /// tag is a [Fetch], and ends that; or it gets [Unconnected].
    void fetch(Self caller, ClientRequest request, Object tag) {
        Current now = current;
        Pid session = caller.pid();
        if (now == null || isCrowded()) {
            session.send(new Unconnected(tag));
            return;
        }
        Optional<Lease<Upstream.Connection>> idle;
        try {
            idle = now.pool.tryCheckout();
        } catch (PoolClosed ended) {
            session.send(new Unconnected(tag)); // the next pool is about to start
            return;
        }
        idle.ifPresentOrElse(
                lease -> fetch(caller, lease, request, tag),
                () ->
                        waiting.add(
                                caller.spawnLink(
                                        self -> waitAndFetch(self, session, now, request, tag))));
    }

    private boolean isCrowded() {
        int most = Math.min(options.connections(), MOST_WAITING);
        return waiting.size() >= most
                && !(waiting.removeIf(pid -> !pid.isAlive()) && waiting.size() < most);
    }

    private void waitAndFetch(
            Self self, Pid session, Current now, ClientRequest request, Object tag) {
        Lease<Upstream.Connection> lease;
        try {
            lease = now.pool.checkout(options.connectionTimeout());
        } catch (CheckoutTimeout | PoolClosed none) {
            session.send(new Unconnected(tag));
            return;
        } finally {
            waiting.remove(self.pid());
        }
        fetch(self, lease, request, tag);
        var answer = (Upstream.Answer) self.receive();
        ((Fetch) answer.tag()).end(answer.result());
        session.send(answer);
    }

    private void fetch(
            Self caller, Lease<Upstream.Connection> lease, ClientRequest request, Object tag) {
        lease.get().fetch(caller, request, options.upstreamTimeout(), new Fetch(lease, tag));
    }

    /// What this and earlier pools have done.
    ConnectionStats stats() {
        Current now = current;
        return now == null ? ConnectionStats.NOTHING : now.stats();
    }

    /// The longest time that a checkout waited since this was last asked for; for one who asks.
    Duration longestWait() {
        Current now = current;
        return now == null ? Duration.ZERO : now.waits.next().max();
    }

    /// The pool's process; empty before the first start.
    Optional<Pid> pid() {
        return Optional.ofNullable(current).map(now -> now.pool.pid());
    }
}
