package io.trunkline.examples.gateway;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Clock;
import io.trunkline.engine.NameTaken;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.ets.NoSuchTable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
public final class Gateway implements AutoCloseable {
    private final Node node;
    private final GatewayOptions options;
    private final Pid sessions;
    private final GatewayTables tables;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(Node node, GatewayOptions options, Pid sessions, GatewayTables tables) {
        this.node = node;
        this.options = options;
        this.sessions = sessions;
        this.tables = tables;
    }

    /// Starts a gateway on a node.
    ///
    /// @throws NameTaken if somebody has its name on the node
    public static Gateway start(Node node, Upstream upstream, GatewayOptions options) {
        var code = new Sessions(node, upstream, options);
        Started started = node.start(code, StartOptions.named(options.name()));
        if (started instanceof Started.AlreadyStarted(Pid holder)) {
            throw new NameTaken(options.name(), holder);
        }
        return new Gateway(node, options, started.pid(), GatewayTables.of(node, options));
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
        return read(() -> tables.sessions().lookup(client), List.<SessionRow>of()).stream()
                .filter(row -> row.session().isAlive())
                .map(SessionRow::stats)
                .findFirst();
    }

    /// How many clients have a session.
    public int sessionCount() {
        return read(() -> Math.toIntExact(tables.sessions().size()), 0);
    }

    /// What it knows about its clients and paths; [GatewaySnapshot#NOTHING] once it is closed.
    ///
    /// @param topPaths how many paths to tell of at most
    public GatewaySnapshot snapshot(int topPaths) {
        return read(() -> tables.snapshot(topPaths), GatewaySnapshot.NOTHING);
    }

    private static <T> T read(Supplier<T> tables, T otherwise) {
        try {
            return tables.get();
        } catch (NoSuchTable closed) {
            return otherwise;
        }
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
            sessions.call(new Sessions.Close());
        } catch (CallFailed.TimedOut late) {
            throw late;
        } catch (CallFailed ended) {
            // Its node was closed first, and has ended everything.
        }
    }

    GatewayOptions options() {
        return options;
    }

    Optional<Pid> session(String client) {
        return node.whereis(options.sessionName(client));
    }

    Pid sessions() {
        return sessions;
    }
}
