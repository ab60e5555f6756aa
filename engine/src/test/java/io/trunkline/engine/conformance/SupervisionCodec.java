package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.supervisor.BadSpec;
import io.trunkline.engine.supervisor.ChildCount;
import io.trunkline.engine.supervisor.ChildResult;
import io.trunkline.engine.supervisor.FailedToStartChild;

/// What supervisors say, as recordings write it.
final class SupervisionCodec {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SupervisionCodec() {}

    static JsonNode encode(ExitReason reason) {
        return switch (reason) {
            case ExitReason.ShutdownWith(FailedToStartChild(String child, ExitReason why)) ->
                    ReasonCodec.pair(
                            "shutdown",
                            JSON.arrayNode()
                                    .add("failed_to_start_child")
                                    .add(child)
                                    .add(startError(why)));
            case ExitReason.Crashed(BadSpec bad) ->
                    ReasonCodec.pair("start_spec", encode(bad.problem()));
            default -> ReasonCodec.encode(reason);
        };
    }

    /// Why a start by a supervisor failed: recordings leave `raised` out of it.
    static JsonNode startError(ExitReason reason) {
        return reason instanceof ExitReason.Crashed(Raised raised) ? raised.term() : encode(reason);
    }

    static JsonNode encode(BadSpec.Problem problem) {
        return switch (problem) {
            case BadSpec.Problem.DuplicateId(String id) ->
                    ReasonCodec.pair("duplicate_child_name", JSON.textNode(id));
            case BadSpec.Problem.SignificantWithoutAutoShutdown _ ->
                    combination(ReasonCodec.pair("auto_shutdown", JSON.textNode("never")));
            case BadSpec.Problem.SignificantAndPermanent _ ->
                    combination(ReasonCodec.pair("restart", JSON.textNode("permanent")));
        };
    }

    private static JsonNode combination(JsonNode with) {
        ArrayNode both = JSON.arrayNode();
        both.add(with);
        both.add(ReasonCodec.pair("significant", JSON.booleanNode(true)));
        return ReasonCodec.pair("bad_combination", both);
    }

    static JsonNode encode(ChildResult result) {
        return switch (result) {
            case ChildResult.Running _, ChildResult.Stopped _, ChildResult.Deleted _ ->
                    JSON.textNode("ok");
            case ChildResult.Ignored() -> ReasonCodec.pair("ok", JSON.textNode("undefined"));
            case ChildResult.Failed(ExitReason reason) -> error(startError(reason));
            case ChildResult.AlreadyStarted _ -> error("already_started");
            case ChildResult.AlreadyPresent _ -> error("already_present");
            case ChildResult.MaxChildren _ -> error("max_children");
            case ChildResult.StillRunning _ -> error("running");
            case ChildResult.Restarting _ -> error("restarting");
            case ChildResult.NotFound _ -> error("not_found");
        };
    }

    static JsonNode encode(ChildCount count) {
        return JSON.objectNode()
                .put("specs", count.specs())
                .put("active", count.active())
                .put("supervisors", count.supervisors())
                .put("workers", count.workers());
    }

    static JsonNode error(JsonNode reason) {
        return ReasonCodec.pair("error", reason);
    }

    private static JsonNode error(String reason) {
        return error(JSON.textNode(reason));
    }
}
