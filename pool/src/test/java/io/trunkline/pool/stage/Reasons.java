package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.ExitReason;

/// Exit reasons as the recordings of stages write them, and back.
final class Reasons {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Reasons() {}

    static ExitReason decode(JsonNode reason) {
        return switch (reason.textValue()) {
            case "normal" -> ExitReason.normal();
            case "shutdown" -> ExitReason.shutdown();
            case "kill" -> ExitReason.kill();
            case String other -> ExitReason.other(other);
        };
    }

    static JsonNode encode(ExitReason reason) {
        return JSON.textNode(
                switch (reason) {
                    case ExitReason.Normal() -> "normal";
                    case ExitReason.Shutdown() -> "shutdown";
                    case ExitReason.Killed() -> "killed";
                    case ExitReason.NoProc() -> "noproc";
                    case ExitReason.Other(Object term) -> term.toString();
                    default -> reason.toString();
                });
    }
}
