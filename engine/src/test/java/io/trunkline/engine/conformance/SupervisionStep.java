package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.ExitReason;

import java.time.Duration;

/// A step of a scenario of a supervisor, static or dynamic.
sealed interface SupervisionStep {
    record Start() implements SupervisionStep {}

    /// The worker itself ends.
    record ExitSelf(String path, ExitReason reason) implements SupervisionStep {}

    /// A stranger sends a worker an exit signal.
    record Signal(String path, ExitReason reason) implements SupervisionStep {}

    record TerminateChild(String path) implements SupervisionStep {}

    record RestartChild(String path) implements SupervisionStep {}

    record DeleteChild(String path) implements SupervisionStep {}

    record StartChild(String supervisor, JsonNode spec) implements SupervisionStep {}

    /// The top supervisor's parent sends it an exit signal.
    record StopSupervisor(ExitReason reason) implements SupervisionStep {}

    /// A stranger does.
    record SignalSupervisor(ExitReason reason) implements SupervisionStep {}

    record KillSupervisor() implements SupervisionStep {}

    record Sleep(Duration duration) implements SupervisionStep {}

    static SupervisionStep of(JsonNode step) {
        return switch (step.path("op").asText()) {
            case "start" -> alone(step, new Start());
            case "kill_sup" -> alone(step, new KillSupervisor());
            case "exit" -> exit(Fields.of(step, "op", "id", "how", "reason"));
            case "terminate_child" -> new TerminateChild(id(step));
            case "restart_child" -> new RestartChild(id(step));
            case "delete_child" -> new DeleteChild(id(step));
            case "start_child" -> {
                Fields in = Fields.of(step, "op", "sup", "spec");
                yield new StartChild(
                        in.find("sup").map(JsonNode::textValue).orElse("root"), in.get("spec"));
            }
            case "stop_sup" -> new StopSupervisor(reason(step));
            case "signal_sup" -> new SignalSupervisor(reason(step));
            case "sleep" -> new Sleep(Duration.ofMillis(Fields.of(step, "op", "ms").number("ms")));
            default -> throw new BadRecording("op must be known: step=" + step);
        };
    }

    private static SupervisionStep alone(JsonNode step, SupervisionStep read) {
        Fields.of(step, "op");
        return read;
    }

    private static String id(JsonNode step) {
        return Fields.of(step, "op", "id").text("id");
    }

    private static ExitReason reason(JsonNode step) {
        return ReasonCodec.decode(Fields.of(step, "op", "reason").get("reason"));
    }

    private static SupervisionStep exit(Fields in) {
        ExitReason reason = ReasonCodec.decode(in.get("reason"));
        return switch (in.text("how")) {
            case "self" -> new ExitSelf(in.text("id"), reason);
            case "signal" -> new Signal(in.text("id"), reason);
            default -> throw new BadRecording("how must be known: how=" + in.text("how"));
        };
    }
}
