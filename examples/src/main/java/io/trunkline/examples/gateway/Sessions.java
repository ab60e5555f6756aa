package io.trunkline.examples.gateway;

import io.trunkline.engine.Call;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.ets.Table;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The parent of all sessions: starts them, and ends them when the gateway ends. It is linked to
/// each and outlives their crashes, and owns the tables that they write. Its state is the clients
/// of the living sessions.
final class Sessions extends GenServer<Sessions.Request<?>, Map<Pid, String>> {
    private final Node node;
    private final Upstream upstream;
    private final GatewayOptions options;
    private @Nullable GatewayTables tables;
    private @Nullable From closer;

    Sessions(Node node, Upstream upstream, GatewayOptions options) {
        this.node = node;
        this.upstream = upstream;
        this.options = options;
    }

    /// What it is asked.
    sealed interface Request<R> extends Call<R> {}

    /// To start the session of a client, unless it has one.
    record Open(String client) implements Request<Started> {}

    /// To end all sessions, and then itself.
    record Close() implements Request<Boolean> {}

    @Override
    protected Init<Map<Pid, String>> init() {
        self().trapExit(true);
        tables = GatewayTables.create(node, options);
        return ok(new HashMap<>());
    }

    @Override
    protected Outcome<Map<Pid, String>> handleCall(
            Request<?> request, From from, Map<Pid, String> living) {
        return switch (request) {
            case Open(String client) -> reply(open(client, living), living);
            case Close() -> close(from, living);
        };
    }

    @Override
    protected Outcome<Map<Pid, String>> handleInfo(Object message, Map<Pid, String> living) {
        if (!(message instanceof Exit(Pid session, _))) {
            return super.handleInfo(message, living);
        }
        String client = living.remove(session);
        if (client != null) {
            forget(client, session);
        }
        return closer == null || !living.isEmpty() ? noReply(living) : closed(living);
    }

    private Started open(String client, Map<Pid, String> living) {
        if (closer != null) {
            return new Started.Failed(ExitReason.shutdown());
        }
        try {
            var code = new ClientSession(client, node.clock(), upstream, options, tables());
            Started started =
                    self().startLink(code, StartOptions.named(options.sessionName(client)));
            if (started instanceof Started.Ok(Pid pid)) {
                living.put(pid, client);
            }
            return started;
        } catch (NodeClosed closing) {
            // The order to end comes next.
            return new Started.Failed(ExitReason.shutdown());
        }
    }

    /// Deletes the row of a session, unless it is already that of the client's next one. Nobody but
    /// this process starts sessions, so the row is not replaced meanwhile.
    private void forget(String client, Pid session) {
        Table<SessionRow> sessions = tables().sessions();
        SessionRow row = sessions.get(client);
        if (row != null && row.session().equals(session)) {
            sessions.delete(client);
        }
    }

    private GatewayTables tables() {
        return Objects.requireNonNull(tables, "tables");
    }

    private Outcome<Map<Pid, String>> close(From from, Map<Pid, String> living) {
        closer = from;
        living.keySet().forEach(session -> session.exit(ExitReason.shutdown()));
        return living.isEmpty() ? closed(living) : noReply(living);
    }

    private Outcome<Map<Pid, String>> closed(Map<Pid, String> living) {
        // They would go with this process, but whoever closes the gateway finds them gone.
        tables().delete();
        if (closer != null) {
            closer.reply(true);
        }
        return stop(ExitReason.normal(), living);
    }
}
