package io.trunkline.examples.gateway;

import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.ChildResult;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.ets.Ets;
import io.trunkline.pool.breaker.CircuitBreaker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/// The sessions of a gateway: finds them by their clients' names, and has them started. Never
/// blocks; any thread may use it.
final class Sessions {
    /// The same of all, so that reports and trees do not tell who the clients are.
    private static final String CHILD_ID = "session";

    private final Registry names;
    private final Ets ets;
    private final Connections connections;
    private final CircuitBreaker breaker;
    private final GatewayOptions options;
    private final LongAdder started = new LongAdder();

    Sessions(
            Registry names,
            Ets ets,
            Connections connections,
            CircuitBreaker breaker,
            GatewayOptions options) {
        this.names = names;
        this.ets = ets;
        this.connections = connections;
        this.breaker = breaker;
        this.options = options;
    }

    Optional<Pid> find(String client) {
        return names.whereis(client);
    }

    /// The process that starts the session of a client; empty while it is itself restarted.
    Optional<Pid> supervisor(String client) {
        return names.whereis(Part.supervisorOf(client));
    }

    /// Asks for the session of a client. It is `Ignored` if there is one by now.
    CompletableFuture<ChildResult.Start> open(Pid supervisor, String client, Duration timeout) {
        Child child =
                Supervisor.custom(CHILD_ID, parent -> start(parent, client))
                        .restart(Restart.TEMPORARY);
        return DynamicSupervisor.of(supervisor).askStartChild(child, timeout);
    }

    /// How many sessions were started.
    long started() {
        return started.sum();
    }

    private Started start(Self parent, String client) {
        var code =
                new ClientSession(
                        client,
                        names.node().clock(),
                        connections,
                        breaker,
                        options,
                        GatewayTables.of(ets, options));
        StartOptions name = StartOptions.defaults().withName(Registry.via(names, client));
        try {
            Started result = parent.startLink(code, name);
            if (result instanceof Started.Ok) {
                started.increment();
            }
            // Requests that meet a missing session each ask for one. To all but the first that is
            // no failure, which the supervisor would report.
            return result instanceof Started.AlreadyStarted ? new Started.Ignored() : result;
        } catch (NodeClosed closing) {
            return new Started.Ignored();
        }
    }
}
