package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.BadSpec;
import io.trunkline.engine.supervisor.Supervisor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A supervisor under a parent that traps exits, on a simulated node.
abstract class SupervisionWorld implements World {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final JsonNode OK = JSON.textNode("ok");
    static final String ROOT = "root";

    /// Longer than any worker takes to end that its supervisor has not waited for.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    final Nursery nursery = new Nursery();
    final SupervisionScript script = new SupervisionScript(nursery);
    private final SimulatedNode node;
    private final Pid parent;
    private JsonNode result = OK;
    private @Nullable Pid root;

    SupervisionWorld(long seed) {
        node = Node.simulated(seed, NodeOptions.defaults().withListener(nursery));
        Actor actor = new Actor(true);
        parent = node.start(() -> actor).pid();
    }

    /// Starts the top supervisor.
    abstract Started start(Self parent);

    /// Does a step that only this kind of supervisor has.
    abstract JsonNode request(SupervisionStep step);

    /// The children, as the recording writes them.
    abstract JsonNode children();

    @Override
    public JsonNode perform(JsonNode step, JsonNode expected) {
        result = OK;
        begin(SupervisionStep.of(step));
        node.settle();
        return view();
    }

    final Pid root() {
        if (root == null) {
            throw new BadRecording("supervisor must be started before the step");
        }
        return root;
    }

    private void begin(SupervisionStep step) {
        switch (step) {
            case SupervisionStep.Start() -> byParent(self -> result = resultOf(start(self)));
            case SupervisionStep.ExitSelf(String path, var reason) ->
                    nursery.pid(path).send(new ScriptedWorker.End(reason));
            case SupervisionStep.Signal(String path, var reason) -> nursery.pid(path).exit(reason);
            case SupervisionStep.StopSupervisor(var reason) -> byParent(_ -> root().exit(reason));
            case SupervisionStep.SignalSupervisor(var reason) -> root().exit(reason);
            case SupervisionStep.KillSupervisor() -> root().exit(ExitReason.kill());
            case SupervisionStep.Sleep(Duration duration) -> node.advance(duration);
            case SupervisionStep.TerminateChild _,
                    SupervisionStep.RestartChild _,
                    SupervisionStep.DeleteChild _,
                    SupervisionStep.StartChild _ ->
                    result = answer(() -> request(step));
        }
    }

    private static JsonNode answer(Supplier<JsonNode> request) {
        try {
            return request.get();
        } catch (BadSpec bad) {
            return SupervisionCodec.error(SupervisionCodec.encode(bad.problem()));
        }
    }

    private void byParent(Consumer<Self> action) {
        parent.send(new Actor.Perform(action));
    }

    private JsonNode resultOf(Started started) {
        return switch (started) {
            case Started.Ok(Pid pid) -> {
                root = pid;
                yield OK;
            }
            case Started.Failed(var reason) ->
                    SupervisionCodec.error(SupervisionCodec.encode(reason));
            case Started.Ignored _, Started.AlreadyStarted _ -> JSON.textNode(started.toString());
        };
    }

    private JsonNode view() {
        boolean alive = root != null && root.isAlive();
        if (!alive) {
            node.advance(LAST_WORDS);
        }
        ObjectNode view = JSON.objectNode();
        view.set("result", result);
        view.set("log", nursery.takeLog());
        view.set("children", alive ? children() : NullNode.getInstance());
        view.set(
                "count",
                alive
                        ? SupervisionCodec.encode(Supervisor.countChildren(root()))
                        : NullNode.getInstance());
        return view;
    }

    @Override
    public void close() {
        List.copyOf(node.processes()).forEach(pid -> pid.exit(ExitReason.kill()));
        node.close();
    }
}
