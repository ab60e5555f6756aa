package io.trunkline.examples.gateway;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Clock;
import io.trunkline.engine.NameTaken;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.supervisor.SupervisorSpec;
import io.trunkline.ets.Ets;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.pool.breaker.BreakerBuilder;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitSnapshot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// The way into the service: hands each request to the session of its client, and answers once.
///
/// ```java
/// try (Node node = Node.start();
///         Gateway gateway = Gateway.start(node, upstream, GatewayOptions.defaults())) {
///     Response response = gateway.handle(new ClientRequest("ann", "GET", "/")).join().response();
/// }
/// ```
///
/// Requests of one client are admitted in the order in which one thread hands them over once its
/// session runs; those that come while it starts may overtake each other. Thread-safe.
///
/// Its processes are supervised ([GatewayTree]): what ends is restarted or comes back with the next
/// request, and only the requests that it had begun with fail.
public final class Gateway implements AutoCloseable {
    private final Node node;
    private final GatewayOptions options;
    private final Registry names;
    private final Ets ets;
    private final Sessions sessions;
    private final Connections connections;
    private final CircuitBreaker breaker;
    private final Pid supervisor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(
            GatewayOptions options,
            Registry names,
            Ets ets,
            Connections connections,
            CircuitBreaker breaker,
            Pid supervisor) {
        this.node = names.node();
        this.ets = ets;
        this.options = options;
        this.names = names;
        this.connections = connections;
        this.breaker = breaker;
        this.sessions = new Sessions(names, ets, connections, breaker, options);
        this.supervisor = supervisor;
    }

    /// The circuit breaker that a gateway has unless it is given another, to be changed before it
    /// is built: when a quarter of the last 100 fetches has failed, it leaves the upstream alone
    /// for a second, and then lets ten fetches try; three of these that fail open it again.
    public static BreakerBuilder circuit(Node node, GatewayOptions options) {
        Duration longestFetch = options.connectionTimeout().plus(options.upstreamTimeout());
        return CircuitBreaker.named(options.name() + "/upstream")
                .clock(node.clock())
                .countWindow(100)
                .minimumCalls(100)
                .failureRate(25)
                .openFor(Duration.ofSeconds(1))
                .probes(10)
                .probeLease(longestFetch.plusSeconds(1));
    }

    /// Starts a gateway on a node, with a circuit breaker of its own.
    ///
    /// @throws NameTaken if somebody has its name on the node
    public static Gateway start(Node node, Upstream upstream, GatewayOptions options) {
        return start(node, upstream, circuit(node, options).build(), options);
    }

    /// Starts a gateway on a node. Gateways to one upstream may share a breaker, one after the
    /// other or at the same time.
    ///
    /// @throws NameTaken if somebody has its name on the node
    public static Gateway start(
            Node node, Upstream upstream, CircuitBreaker breaker, GatewayOptions options) {
        Registry names = GatewayTree.names(node, options);
        Ets ets = Ets.of(node);
        var connections = new Connections(upstream, options);
        SupervisorSpec tree = GatewayTree.spec(names, ets, connections, options);
        Started started = node.start(tree, StartOptions.named(options.name()));
        if (started instanceof Started.AlreadyStarted(Pid holder)) {
            throw new NameTaken(options.name(), holder);
        }
        return new Gateway(options, names, ets, connections, breaker, started.pid());
    }

    /// Handles a request that is meant to start now. The future never fails. Never blocks.
    public CompletableFuture<Answer> handle(ClientRequest request) {
        var answer = new CompletableFuture<Answer>();
        handle(request, clock().nanoTime(), answer::complete);
        return answer;
    }

    /// Handles a request. Never blocks.
    ///
    /// @param start when it was meant to start, by [#clock()]
    /// @param then gets the answer, once, on whichever thread has it; must be quick and not throw
    public void handle(ClientRequest request, long start, Consumer<Answer> then) {
        new Exchange(this, request, start, then).proceed();
    }

    /// What the client's session has done so far; empty if it has none. Asks no process.
    public Optional<SessionStats> stats(String client) {
        return read(tables -> tables.sessions().lookup(client), List.<SessionRow>of()).stream()
                .filter(row -> row.session().isAlive())
                .map(SessionRow::stats)
                .findFirst();
    }

    /// How many clients have a session.
    public int sessionCount() {
        return read(tables -> Math.toIntExact(tables.sessions().size()), 0);
    }

    /// What it knows about its clients and paths; [GatewaySnapshot#NOTHING] once it is closed.
    ///
    /// @param topPaths how many paths to tell of at most
    public GatewaySnapshot snapshot(int topPaths) {
        return read(tables -> tables.snapshot(topPaths), GatewaySnapshot.NOTHING);
    }

    /// Its connections to the upstream. Asks no process.
    public ConnectionStats connections() {
        return connections.stats();
    }

    /// The longest time that a request waited for a connection since this was last asked for; for
    /// one who asks.
    public Duration longestConnectionWait() {
        return connections.longestWait();
    }

    /// The circuit of the upstream.
    public CircuitSnapshot circuit() {
        return breaker.snapshot();
    }

    private <T> T read(Function<GatewayTables, T> question, T otherwise) {
        try {
            return question.apply(GatewayTables.of(ets, options));
        } catch (NoSuchTable gone) {
            return otherwise;
        }
    }

    /// The children of its supervisor, with how often each was restarted; none once it has ended.
    public List<ChildInfo> children() {
        try {
            return Supervisor.whichChildren(supervisor);
        } catch (CallFailed ended) {
            return List.of();
        }
    }

    /// How many sessions were started, again or for the first time.
    public long sessionsStarted() {
        return sessions.started();
    }

    /// Its processes, as [Node#tree()] has them; empty once it has ended.
    public Optional<ProcessTree> tree() {
        return node.tree().find(options.name());
    }

    /// The clock of all timelines.
    public Clock clock() {
        return node.clock();
    }

    /// Whether requests are refused because the gateway, or its node, is closed.
    public boolean isClosed() {
        return closed.get() || node.isClosed();
    }

    /// Ends all sessions. What is outstanding, and whatever comes later, is answered with
    /// [Response.Closed]. Idempotent; blocks until the sessions have ended.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            supervisor.stop();
        } catch (CallFailed ended) {
            // Its node was closed first, or it was killed, and all has ended with it.
        }
    }

    /// The process of its pool of connections.
    Optional<Pid> pool() {
        return connections.pid();
    }

    GatewayOptions options() {
        return options;
    }

    Registry names() {
        return names;
    }

    Sessions sessions() {
        return sessions;
    }
}
