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
    private final Pid supervisor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(
            GatewayOptions options, Registry names, Ets ets, Sessions sessions, Pid supervisor) {
        this.node = names.node();
        this.ets = ets;
        this.options = options;
        this.names = names;
        this.sessions = sessions;
        this.supervisor = supervisor;
    }

    /// Starts a gateway on a node.
    ///
    /// @throws NameTaken if somebody has its name on the node
    public static Gateway start(Node node, Upstream upstream, GatewayOptions options) {
        Registry names = GatewayTree.names(node, options);
        Ets ets = Ets.of(node);
        SupervisorSpec tree = GatewayTree.spec(names, ets, options);
        Started started = node.start(tree, StartOptions.named(options.name()));
        if (started instanceof Started.AlreadyStarted(Pid holder)) {
            throw new NameTaken(options.name(), holder);
        }
        var sessions = new Sessions(names, ets, upstream, options);
        return new Gateway(options, names, ets, sessions, started.pid());
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
