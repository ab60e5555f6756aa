package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.supervisor.SupervisorSpec;

/// The processes of a supervisor scenario.
final class SupervisorWorld extends SupervisionWorld {
    private final SupervisorSpec spec;

    SupervisorWorld(JsonNode setup, long seed) {
        super(seed);
        spec = script.root(setup);
    }

    @Override
    Started start(Self parent) {
        return parent.startLink(spec, nursery.named(ROOT));
    }

    @Override
    JsonNode request(SupervisionStep step) {
        return switch (step) {
            case SupervisionStep.StartChild(String supervisor, JsonNode child) ->
                    SupervisionCodec.encode(
                            Supervisor.startChild(
                                    supervisor(supervisor),
                                    script.child(prefix(supervisor), child)));
            case SupervisionStep.TerminateChild(String path) ->
                    SupervisionCodec.encode(Supervisor.terminateChild(owner(path), id(path)));
            case SupervisionStep.RestartChild(String path) ->
                    SupervisionCodec.encode(Supervisor.restartChild(owner(path), id(path)));
            case SupervisionStep.DeleteChild(String path) ->
                    SupervisionCodec.encode(Supervisor.deleteChild(owner(path), id(path)));
            default -> throw new BadRecording("step must be a request: step=" + step);
        };
    }

    private Pid supervisor(String path) {
        return path.equals(ROOT) ? root() : nursery.pid(path);
    }

    private static String prefix(String supervisor) {
        return supervisor.equals(ROOT) ? "" : supervisor + "/";
    }

    private Pid owner(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? root() : nursery.pid(path.substring(0, slash));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    JsonNode children() {
        return children(root());
    }

    private JsonNode children(Pid supervisor) {
        ArrayNode children = JSON.arrayNode();
        for (ChildInfo child : Supervisor.whichChildren(supervisor)) {
            ArrayNode shown = JSON.arrayNode().add(child.id());
            child.pid()
                    .ifPresentOrElse(
                            pid -> {
                                shown.add(nursery.number(pid));
                                if (child.type() == ChildSpec.Type.SUPERVISOR) {
                                    shown.add(children(pid));
                                }
                            },
                            shown::addNull);
            children.add(shown);
        }
        return children;
    }
}
