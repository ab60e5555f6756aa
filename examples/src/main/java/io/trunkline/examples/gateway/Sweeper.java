package io.trunkline.examples.gateway;

import io.trunkline.engine.Call;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.registry.RegistryEvent;
import io.trunkline.ets.Ets;
import io.trunkline.ets.NoSuchTable;

/// Takes the rows of sessions that have ended out of their table, however they ended: it listens to
/// the registry. When it starts it looks for those that ended while nobody listened.
///
/// Its state is how many rows it has taken.
final class Sweeper extends GenServer<Call<?>, Long> {
    private final Registry names;
    private final Ets ets;
    private final GatewayOptions options;

    Sweeper(Registry names, Ets ets, GatewayOptions options) {
        this.names = names;
        this.ets = ets;
        this.options = options;
    }

    private record Sweep() {}

    @Override
    protected Init<Long> init() {
        names.listen(self());
        return okAndContinue(0L, new Sweep());
    }

    @Override
    protected Outcome<Long> handleContinue(Object sweep, Long taken) {
        try {
            return noReply(taken + GatewayTables.of(ets, options).forgetDead());
        } catch (NoSuchTable gone) {
            return noReply(taken); // and its rows with it
        }
    }

    @Override
    protected Outcome<Long> handleInfo(Object message, Long taken) {
        return switch (message) {
            case RegistryEvent.Unregister(var _, String client, Pid session) ->
                    noReply(taken + (forget(client, session) ? 1 : 0));
            case RegistryEvent _ -> noReply(taken);
            default -> super.handleInfo(message, taken);
        };
    }

    private boolean forget(String client, Pid session) {
        try {
            return GatewayTables.of(ets, options).forget(client, session);
        } catch (NoSuchTable gone) {
            return false;
        }
    }
}
