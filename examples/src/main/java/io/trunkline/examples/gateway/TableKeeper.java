package io.trunkline.examples.gateway;

import io.trunkline.engine.Call;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.registry.Registry;
import io.trunkline.ets.Ets;

import java.util.Optional;

/// One of the two processes that own a gateway's tables, and do nothing else.
///
/// Each is the heir of the other's tables. If one ends the tables are the other's before anybody
/// hears of it, and those who use them notice nothing; the one that takes its place becomes the new
/// heir. If both end before that, the tables go. The one that is started after such an end makes
/// them anew, empty, as a table goes before the supervisor hears of its owner's end.
///
/// Its state is the last heir that it named.
final class TableKeeper extends GenServer<Call<?>, Optional<Pid>> {
    private final Part twin;
    private final Registry names;
    private final Ets ets;
    private final GatewayOptions options;

    TableKeeper(Part part, Registry names, Ets ets, GatewayOptions options) {
        twin = part.equals(Part.TABLES_1) ? Part.TABLES_2 : Part.TABLES_1;
        this.names = names;
        this.ets = ets;
        this.options = options;
    }

    /// Says that a twin has started.
    private record Started(Pid twin) {}

    @Override
    protected Init<Optional<Pid>> init() {
        Optional<Pid> heir = names.whereis(twin);
        GatewayTables.createMissing(ets, options, heir);
        heir.ifPresent(pid -> pid.cast(new Started(self().pid())));
        return ok(heir);
    }

    @Override
    protected Outcome<Optional<Pid>> handleCast(Object message, Optional<Pid> heir) {
        return switch (message) {
            case Started(Pid started) -> {
                GatewayTables.bequeath(ets, options, self().pid(), started);
                yield noReply(Optional.of(started));
            }
            default -> super.handleCast(message, heir);
        };
    }
}
