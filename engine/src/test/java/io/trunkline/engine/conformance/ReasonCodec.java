package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.ExitReason;

/// Exit reasons as recordings write them, and back. Total both ways: a reason without a meaning to
/// the runtime is [ExitReason.Other].
final class ReasonCodec {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ReasonCodec() {}

    static ExitReason decode(JsonNode reason) {
        if (isPair(reason, "shutdown")) {
            return ExitReason.shutdown(reason.get(1));
        }
        if (isPair(reason, "raised")) {
            return ExitReason.crashed(new Raised(reason.get(1)));
        }
        if (!reason.isTextual()) {
            return ExitReason.other(reason);
        }
        return switch (reason.textValue()) {
            case "normal" -> ExitReason.normal();
            case "shutdown" -> ExitReason.shutdown();
            case "kill" -> ExitReason.kill();
            case "killed" -> ExitReason.killed();
            case "noproc" -> ExitReason.noProc();
            case "noconnection" -> ExitReason.noConnection();
            case "timeout" -> ExitReason.timeout();
            default -> ExitReason.other(reason);
        };
    }

    static JsonNode encode(ExitReason reason) {
        return switch (reason) {
            case ExitReason.Normal() -> JSON.textNode("normal");
            case ExitReason.Shutdown() -> JSON.textNode("shutdown");
            case ExitReason.ShutdownWith(Object detail) -> pair("shutdown", term(detail));
            case ExitReason.Kill() -> JSON.textNode("kill");
            case ExitReason.Killed() -> JSON.textNode("killed");
            case ExitReason.NoProc() -> JSON.textNode("noproc");
            case ExitReason.NoConnection() -> JSON.textNode("noconnection");
            case ExitReason.Timeout() -> JSON.textNode("timeout");
            case ExitReason.Crashed(Raised raised) -> pair("raised", raised.term());
            case ExitReason.Crashed(Throwable cause) -> pair("raised", term(cause));
            case ExitReason.Other(Object term) -> term(term);
        };
    }

    /// `[tag, value]`, as recordings write tuples.
    static JsonNode pair(String tag, JsonNode value) {
        return JSON.arrayNode(2).add(tag).add(value);
    }

    static boolean isPair(JsonNode node, String tag) {
        return node.isArray() && node.size() == 2 && tag.equals(node.get(0).textValue());
    }

    private static JsonNode term(Object term) {
        return term instanceof JsonNode node ? node : JSON.textNode(term.toString());
    }
}
