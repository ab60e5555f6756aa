package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.ChildResult;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.DynamicSupervisorSpec;
import io.trunkline.engine.supervisor.Supervisor;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// The processes of a dynsup scenario.
final class DynsupWorld extends SupervisionWorld {
    private final DynamicSupervisorSpec spec;

    DynsupWorld(JsonNode setup, long seed) {
        super(seed);
        Fields in = Fields.of(setup, "kind", "max_restarts", "max_seconds", "max_children");
        DynamicSupervisorSpec unlimited =
                Supervisor.dynamicSupervisor(ROOT)
                        .intensity(
                                in.number("max_restarts"),
                                Duration.ofSeconds(in.number("max_seconds")));
        spec =
                "infinity".equals(in.get("max_children").textValue())
                        ? unlimited
                        : unlimited.maxChildren(in.number("max_children"));
    }

    @Override
    Started start(Self parent) {
        return parent.startLink(spec, nursery.named(ROOT));
    }

    @Override
    JsonNode request(SupervisionStep step) {
        DynamicSupervisor supervisor = DynamicSupervisor.of(root());
        return switch (step) {
            case SupervisionStep.StartChild(var _, JsonNode child) ->
                    started(supervisor.tryStartChild(script.child("", child)));
            case SupervisionStep.TerminateChild(String label) ->
                    SupervisionCodec.encode(supervisor.terminateChild(nursery.pid(label)));
            default -> throw new BadRecording("step must be a request: step=" + step);
        };
    }

    /// Recordings of dynamic supervisors write these two in another way.
    private static JsonNode started(ChildResult.Start result) {
        return switch (result) {
            case ChildResult.Ignored() -> JSON.textNode("ignore");
            case ChildResult.Failed(ExitReason reason) ->
                    SupervisionCodec.error(ReasonCodec.encode(reason));
            default -> SupervisionCodec.encode(result);
        };
    }

    @Override
    JsonNode children() {
        ArrayNode children = JSON.arrayNode();
        DynamicSupervisor.of(root()).whichChildren().stream()
                .map(ChildInfo::pid)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(nursery::path))
                .forEach(pid -> children.add(shown(pid)));
        return children;
    }

    private JsonNode shown(Pid pid) {
        return JSON.arrayNode().add(nursery.path(pid)).add(nursery.number(pid));
    }
}
