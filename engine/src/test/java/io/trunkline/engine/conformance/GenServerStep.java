package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.ExitReason;

import java.time.Duration;

/// A step of a genserver scenario.
sealed interface GenServerStep {
    record Start() implements GenServerStep {}

    record Call(ScriptedServer.Scripted request, Duration timeout) implements GenServerStep {}

    record Cast(ScriptedServer.Scripted message) implements GenServerStep {}

    record Info(ScriptedServer.Scripted message) implements GenServerStep {}

    record Wait(Duration duration) implements GenServerStep {}

    record Signal(Sender from, ExitReason reason) implements GenServerStep {}

    record Stop(ExitReason reason) implements GenServerStep {}

    record Suspend() implements GenServerStep {}

    record Resume() implements GenServerStep {}

    record GetState() implements GenServerStep {}

    record ReplaceState(int state) implements GenServerStep {}

    /// Who sends an exit signal.
    enum Sender {
        PARENT,
        OTHER
    }

    static GenServerStep of(JsonNode step) {
        return switch (step.path("op").asText()) {
            case "start" -> alone(step, new Start());
            case "call" -> {
                Fields in = Fields.of(step, "op", "tag", "timeout", "ret");
                yield new Call(scripted(in), Duration.ofMillis(in.number("timeout")));
            }
            case "cast" -> new Cast(scripted(Fields.of(step, "op", "tag", "ret")));
            case "info" -> new Info(scripted(Fields.of(step, "op", "tag", "ret")));
            case "wait" -> new Wait(Duration.ofMillis(Fields.of(step, "op", "ms").number("ms")));
            case "signal" -> {
                Fields in = Fields.of(step, "op", "from", "reason");
                yield new Signal(sender(in.text("from")), ReasonCodec.decode(in.get("reason")));
            }
            case "stop" ->
                    new Stop(ReasonCodec.decode(Fields.of(step, "op", "reason").get("reason")));
            case "suspend" -> alone(step, new Suspend());
            case "resume" -> alone(step, new Resume());
            case "get_state" -> alone(step, new GetState());
            case "replace_state" ->
                    new ReplaceState(Fields.of(step, "op", "state").number("state"));
            default -> throw new BadRecording("op must be known: step=" + step);
        };
    }

    private static GenServerStep alone(JsonNode step, GenServerStep read) {
        Fields.of(step, "op");
        return read;
    }

    private static ScriptedServer.Scripted scripted(Fields in) {
        return new ScriptedServer.Scripted(in.get("tag"), Ret.of(in.get("ret")));
    }

    private static Sender sender(String from) {
        return switch (from) {
            case "parent" -> Sender.PARENT;
            case "other" -> Sender.OTHER;
            default -> throw new BadRecording("sender must be known: from=" + from);
        };
    }
}
