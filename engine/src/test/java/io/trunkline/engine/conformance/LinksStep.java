package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.Alias;
import io.trunkline.engine.ExitReason;

import java.util.Optional;

/// A step of a links scenario. `p` is who does it, `q` whom it concerns, `ref` names a monitor or
/// an alias.
sealed interface LinksStep {
    record ExitSelf(String p, ExitReason reason) implements LinksStep {}

    record SendExit(String p, String q, ExitReason reason) implements LinksStep {}

    record Link(String p, String q) implements LinksStep {}

    record Unlink(String p, String q) implements LinksStep {}

    record Trap(String p, boolean value) implements LinksStep {}

    record Monitor(String p, String q, String ref, Optional<Alias.Mode> mode)
            implements LinksStep {}

    record Demonitor(String ref) implements LinksStep {}

    record MakeAlias(String p, String ref, Alias.Mode mode) implements LinksStep {}

    record Unalias(String ref) implements LinksStep {}

    record Send(String p, String q, JsonNode message) implements LinksStep {}

    record SendRef(String p, String ref, JsonNode message) implements LinksStep {}

    record Spawn(String p, String q, boolean trapExit) implements LinksStep {}

    record SpawnLink(String p, String q, boolean trapExit) implements LinksStep {}

    record SpawnMonitor(String p, String q, boolean trapExit, String ref) implements LinksStep {}

    static LinksStep of(JsonNode step) {
        return switch (step.path("op").asText()) {
            case "exit_self" -> {
                Fields in = Fields.of(step, "op", "p", "reason");
                yield new ExitSelf(in.text("p"), ReasonCodec.decode(in.get("reason")));
            }
            case "exit" -> {
                Fields in = Fields.of(step, "op", "p", "q", "reason");
                yield new SendExit(
                        in.text("p"), in.text("q"), ReasonCodec.decode(in.get("reason")));
            }
            case "link" -> {
                Fields in = Fields.of(step, "op", "p", "q");
                yield new Link(in.text("p"), in.text("q"));
            }
            case "unlink" -> {
                Fields in = Fields.of(step, "op", "p", "q");
                yield new Unlink(in.text("p"), in.text("q"));
            }
            case "trap" -> {
                Fields in = Fields.of(step, "op", "p", "value");
                yield new Trap(in.text("p"), in.flag("value"));
            }
            case "monitor" -> monitor(Fields.of(step, "op", "p", "q", "ref", "alias"));
            case "demonitor" -> new Demonitor(Fields.of(step, "op", "ref").text("ref"));
            case "alias" -> {
                Fields in = Fields.of(step, "op", "p", "ref", "mode");
                yield new MakeAlias(in.text("p"), in.text("ref"), aliasMode(in.text("mode")));
            }
            case "unalias" -> new Unalias(Fields.of(step, "op", "ref").text("ref"));
            case "send" -> {
                Fields in = Fields.of(step, "op", "p", "q", "msg");
                yield new Send(in.text("p"), in.text("q"), in.get("msg"));
            }
            case "send_ref" -> {
                Fields in = Fields.of(step, "op", "p", "ref", "msg");
                yield new SendRef(in.text("p"), in.text("ref"), in.get("msg"));
            }
            case "spawn" -> {
                Fields in = Fields.of(step, "op", "p", "q", "trap_exit");
                yield new Spawn(in.text("p"), in.text("q"), in.flag("trap_exit"));
            }
            case "spawn_link" -> {
                Fields in = Fields.of(step, "op", "p", "q", "trap_exit");
                yield new SpawnLink(in.text("p"), in.text("q"), in.flag("trap_exit"));
            }
            case "spawn_monitor" -> {
                Fields in = Fields.of(step, "op", "p", "q", "trap_exit", "ref");
                yield new SpawnMonitor(
                        in.text("p"), in.text("q"), in.flag("trap_exit"), in.text("ref"));
            }
            default -> throw new BadRecording("op must be known: step=" + step);
        };
    }

    /// A monitor, of a step or of a setup.
    static Monitor monitor(Fields in) {
        return new Monitor(
                in.text("p"),
                in.text("q"),
                in.text("ref"),
                in.find("alias").map(mode -> monitorMode(mode.asText())));
    }

    private static Alias.Mode monitorMode(String mode) {
        return switch (mode) {
            case "explicit_unalias" -> Alias.Mode.EXPLICIT_UNALIAS;
            case "demonitor" -> Alias.Mode.DEMONITOR;
            case "reply_demonitor" -> Alias.Mode.REPLY;
            default -> throw new BadRecording("alias of a monitor must be known: alias=" + mode);
        };
    }

    private static Alias.Mode aliasMode(String mode) {
        return switch (mode) {
            case "explicit_unalias" -> Alias.Mode.EXPLICIT_UNALIAS;
            case "reply" -> Alias.Mode.REPLY;
            default -> throw new BadRecording("mode of an alias must be known: mode=" + mode);
        };
    }
}
