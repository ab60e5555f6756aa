package io.trunkline.examples.gateway;

import io.trunkline.engine.Call;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// The parent of all sessions: starts them, and ends them when the gateway ends. It is linked to
/// each and outlives their crashes. Its state is the set of living sessions.
final class Sessions extends GenServer<Sessions.Request<?>, Set<Pid>> {
    private final GatewayOptions options;
    private final Supplier<ClientSession> code;
    private @Nullable From closer;

    Sessions(GatewayOptions options, Supplier<ClientSession> code) {
        this.options = options;
        this.code = code;
    }

    /// What it is asked.
    sealed interface Request<R> extends Call<R> {}

    /// To start the session of a client, unless it has one.
    record Open(String client) implements Request<Started> {}

    /// How many sessions there are.
    record Count() implements Request<Integer> {}

    /// To end all sessions, and then itself.
    record Close() implements Request<Boolean> {}

    @Override
    protected Init<Set<Pid>> init() {
        self().trapExit(true);
        return ok(new HashSet<>());
    }

    @Override
    protected Outcome<Set<Pid>> handleCall(Request<?> request, From from, Set<Pid> living) {
        return switch (request) {
            case Open(String client) -> reply(open(client, living), living);
            case Count() -> reply(living.size(), living);
            case Close() -> close(from, living);
        };
    }

    @Override
    protected Outcome<Set<Pid>> handleInfo(Object message, Set<Pid> living) {
        if (!(message instanceof Exit(Pid session, _))) {
            return super.handleInfo(message, living);
        }
        living.remove(session);
        return closer == null || !living.isEmpty() ? noReply(living) : closed(living);
    }

    private Started open(String client, Set<Pid> living) {
        if (closer != null) {
            return new Started.Failed(ExitReason.shutdown());
        }
        try {
            Started started =
                    self().startLink(code.get(), StartOptions.named(options.sessionName(client)));
            if (started instanceof Started.Ok(Pid pid)) {
                living.add(pid);
            }
            return started;
        } catch (NodeClosed closing) {
            // The order to end comes next.
            return new Started.Failed(ExitReason.shutdown());
        }
    }

    private Outcome<Set<Pid>> close(From from, Set<Pid> living) {
        closer = from;
        living.forEach(session -> session.exit(ExitReason.shutdown()));
        return living.isEmpty() ? closed(living) : noReply(living);
    }

    private Outcome<Set<Pid>> closed(Set<Pid> living) {
        if (closer != null) {
            closer.reply(true);
        }
        return stop(ExitReason.normal(), living);
    }
}
