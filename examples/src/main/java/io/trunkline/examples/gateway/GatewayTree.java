package io.trunkline.examples.gateway;

import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.dynamicSupervisor;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import io.trunkline.engine.Node;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.registry.RegistryNameTaken;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.SupervisorSpec;
import io.trunkline.ets.Ets;

import java.time.Duration;

/// Who is whose child in a gateway:
///
/// ```
/// gateway          one for one
/// ├─ tables-1      owns the tables, or is the heir of them
/// ├─ tables-2      the other one
/// ├─ sweeper       takes the rows of dead sessions away
/// ├─ connections   the pool of connections to the upstream
/// ├─ sessions-1    dynamic supervisor: the sessions of a quarter of the clients
/// └─ ...
/// ```
///
/// The children need each other, but find each other anew whenever they do, by the names of the
/// registry; so each can be restarted alone. The circuit breaker is no process: it stands outside,
/// as what it knows of the upstream holds whoever of these is restarted.
///
/// *How many restarts are too many.* A child here has nothing to wait for and starts within
/// microseconds: one that fails at every start fails tens of thousands of times a second. So the
/// limit tells such a loop, which nobody but a programmer can end, from anything else, which must
/// not take the gateway down; a limit for a slower one, such as 3 in 5 s, would turn the fourth
/// kill into the end of the service. Sessions do not count at all: they are temporary, as the next
/// request of the client starts a new one.
final class GatewayTree {
    private static final int MOST_RESTARTS = 1_000;
    private static final Duration RESTARTS_PERIOD = Duration.ofSeconds(1);

    private GatewayTree() {}

    /// The registry of a gateway's processes. It stays when the gateway is closed, empty.
    static Registry names(Node node, GatewayOptions options) {
        try {
            return Registry.unique(node, options.name());
        } catch (RegistryNameTaken earlier) {
            return Registry.find(node, options.name()).orElseThrow(() -> earlier);
        }
    }

    static SupervisorSpec spec(
            Registry names, Ets ets, Connections connections, GatewayOptions options) {
        return supervisor(
                        options.name(),
                        Strategy.ONE_FOR_ONE,
                        Part.ALL.stream()
                                .map(part -> start(part, names, ets, connections, options))
                                .toArray(Child[]::new))
                .intensity(MOST_RESTARTS, RESTARTS_PERIOD);
    }

    private static Child start(
            Part part, Registry names, Ets ets, Connections connections, GatewayOptions options) {
        if (part.equals(Part.CONNECTIONS)) {
            return connections.child();
        }
        StartOptions name = StartOptions.defaults().withName(Registry.via(names, part));
        if (part.isSupervisor()) {
            return dynamicSupervisor(part.id()).options(name);
        }
        if (part.equals(Part.SWEEPER)) {
            return child(part.id(), () -> new Sweeper(names, ets, options), name);
        }
        return child(part.id(), () -> new TableKeeper(part, names, ets, options), name);
    }
}
