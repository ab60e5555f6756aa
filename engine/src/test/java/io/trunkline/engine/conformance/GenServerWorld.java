package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.sys.Sys;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// The processes of a genserver scenario on a simulated node: the server, its parent, a caller and
/// a stranger. Casts and infos come from the test's thread.
final class GenServerWorld implements World {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode OK = JSON.textNode("ok");
    private static final JsonNode PARENT_DIED = JSON.textNode("parent_died");
    private static final JsonNode NOT_DONE = JSON.textNode("not done");

    /// Stops wait without limit in OTP; one that hangs is to be seen here.
    private static final Duration STOP_TIMEOUT = Duration.ofHours(1);

    private final GenServerSetup setup;
    private final Deaths deaths = new Deaths();
    private final SimulatedNode node;
    private final Role parent;
    private final Role caller;
    private final Role stranger;
    private final ArrayNode log = JSON.arrayNode();
    private JsonNode result = NOT_DONE;
    private @Nullable Pid server;
    private int deathsSeen;

    GenServerWorld(JsonNode setup, long seed) {
        this.setup = GenServerSetup.of(setup);
        node = Node.simulated(seed, NodeOptions.defaults().withListener(deaths));
        parent = role(this.setup.parentTrapsExits());
        caller = role(true);
        stranger = role(true);
    }

    /// A process beside the server.
    private record Role(Actor actor, Pid pid) {}

    private Role role(boolean trapExit) {
        Actor actor = new Actor(trapExit);
        return new Role(actor, node.start(() -> actor).pid());
    }

    @Override
    public JsonNode perform(JsonNode step, JsonNode expected) {
        result = NOT_DONE;
        begin(GenServerStep.of(step));
        node.settle();
        return view();
    }

    private void begin(GenServerStep step) {
        switch (step) {
            case GenServerStep.Start() -> {
                result = PARENT_DIED; // unless it lives to say otherwise
                by(parent, this::start);
            }
            case GenServerStep.Call(var request, Duration timeout) ->
                    request(pid -> ReasonCodec.pair("reply", pid.call(request, timeout)));
            case GenServerStep.Cast(var message) -> {
                server().cast(message);
                result = OK;
            }
            case GenServerStep.Info(var message) -> {
                server().send(message);
                result = OK;
            }
            case GenServerStep.Wait(Duration duration) -> {
                node.advance(duration);
                result = OK;
            }
            case GenServerStep.Signal(GenServerStep.Sender from, ExitReason reason) ->
                    signal(from, reason);
            case GenServerStep.Stop(ExitReason reason) ->
                    request(pid -> {
                        pid.stop(reason, STOP_TIMEOUT);
                        return OK;
                    });
            case GenServerStep.Suspend() ->
                    request(pid -> {
                        Sys.suspend(pid);
                        return OK;
                    });
            case GenServerStep.Resume() ->
                    request(pid -> {
                        Sys.resume(pid);
                        return OK;
                    });
            case GenServerStep.GetState() ->
                    request(pid -> IntNode.valueOf((Integer) Sys.getState(pid)));
            case GenServerStep.ReplaceState(int state) ->
                    request(pid -> IntNode.valueOf((Integer) Sys.replaceState(pid, _ -> state)));
        }
    }

    private void start(Self self) {
        ScriptedServer code = new ScriptedServer(setup, log::add);
        Started started =
                setup.linked()
                        ? self.startLink(code, setup.options())
                        : node.start(code, setup.options());
        result =
                switch (started) {
                    case Started.Ok(Pid pid) -> {
                        server = pid;
                        yield OK;
                    }
                    case Started.Ignored() -> JSON.textNode("ignore");
                    case Started.Failed(ExitReason reason) ->
                            ReasonCodec.pair("error", ReasonCodec.encode(reason));
                    case Started.AlreadyStarted _ -> JSON.textNode("already_started");
                };
    }

    private void signal(GenServerStep.Sender from, ExitReason reason) {
        Pid to = server();
        Role sender =
                switch (from) {
                    case PARENT -> parent;
                    case OTHER -> stranger;
                };
        by(
                sender,
                _ -> {
                    result = OK; // first, as the server's end may be that of its parent
                    to.exit(reason);
                });
    }

    /// Has the caller ask the server something; it survives a failure, which is the result then.
    private void request(Function<Pid, JsonNode> request) {
        Pid to = server();
        by(
                caller,
                _ -> {
                    try {
                        result = request.apply(to);
                    } catch (CallFailed failed) {
                        result = ReasonCodec.pair("exit", ReasonCodec.encode(failed.reason()));
                    }
                });
    }

    private static void by(Role role, Consumer<Self> action) {
        role.pid().send(new Actor.Perform(action));
    }

    private Pid server() {
        if (server == null) {
            throw new BadRecording("server must be started before the step");
        }
        return server;
    }

    private JsonNode view() {
        JsonNode down = NullNode.getInstance();
        JsonNode parentDown = NullNode.getInstance();
        for (Deaths.Death death : deaths.since(deathsSeen)) {
            if (death.pid().equals(server)) {
                down = ReasonCodec.encode(death.reason());
            } else if (death.pid().equals(parent.pid())) {
                parentDown = ReasonCodec.encode(death.reason());
            }
        }
        deathsSeen = deaths.count();
        ObjectNode view = JSON.objectNode();
        view.set("result", result);
        view.set("log", log.deepCopy());
        view.set("down", down);
        view.set("parent_msgs", parentMessages());
        view.set("parent_down", parentDown);
        view.put("stray_replies", received(caller).size());
        log.removeAll();
        return view;
    }

    private ArrayNode parentMessages() {
        ArrayNode messages = JSON.arrayNode();
        for (Object message : received(parent)) {
            messages.add(
                    message instanceof Exit(_, ExitReason reason)
                            ? ReasonCodec.pair("EXIT", ReasonCodec.encode(reason))
                            : JSON.textNode(message.toString()));
        }
        return messages;
    }

    private static List<Object> received(Role role) {
        List<Object> received = role.actor().inbox();
        role.actor().forget(received.size());
        return received;
    }

    @Override
    public void close() {
        List<Pid> all = new ArrayList<>(List.of(parent.pid(), caller.pid(), stranger.pid()));
        if (server != null) {
            all.add(server);
        }
        all.forEach(pid -> pid.exit(ExitReason.kill()));
        node.close();
    }
}
