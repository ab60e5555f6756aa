package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.ExitReason;

import java.time.Duration;
import java.util.Optional;

/// The script of one callback: what it does with the last caller, and then how it ends.
///
/// @param replyNow replied to the last caller in the callback
/// @param replyLater replied to the last caller from a timer message
/// @param state the new state; empty keeps the old one
record Ret(
        Ending ending,
        Optional<JsonNode> replyNow,
        Optional<Later> replyLater,
        Optional<Integer> state,
        Then then) {
    private static final JsonNode NONSENSE = JsonNodeFactory.instance.textNode("nonsense");

    /// How a callback ends.
    sealed interface Ending {
        record Ok() implements Ending {}

        record Reply(JsonNode reply) implements Ending {}

        record NoReply() implements Ending {}

        record Stop(ExitReason reason, Optional<JsonNode> reply) implements Ending {}

        record Ignore() implements Ending {}

        record RaiseError(JsonNode value) implements Ending {}

        record RaiseExit(ExitReason reason) implements Ending {}

        /// A value that no callback may return, returned plainly or by Erlang's `throw`.
        record BadReturn(JsonNode value) implements Ending {}
    }

    /// What comes after a callback.
    sealed interface Then {
        /// Nothing, or `hibernate`, which is nothing to us.
        record Wait() implements Then {}

        record Timeout(Duration duration) implements Then {}

        record Continue(Ret ret) implements Then {}
    }

    record Later(Duration delay, JsonNode reply) {}

    static Ret of(JsonNode script) {
        Fields in =
                Fields.of(
                        script,
                        "ret",
                        "reply",
                        "reason",
                        "class",
                        "value",
                        "state",
                        "then",
                        "reply_now",
                        "reply_later");
        return new Ret(
                ending(in),
                in.find("reply_now"),
                in.find("reply_later").map(Ret::later),
                in.find("state").map(_ -> in.number("state")),
                in.find("then").map(Ret::then).orElseGet(Then.Wait::new));
    }

    private static Ending ending(Fields in) {
        return switch (in.text("ret")) {
            case "ok" -> new Ending.Ok();
            case "reply" -> new Ending.Reply(in.get("reply"));
            case "noreply" -> new Ending.NoReply();
            case "stop" -> new Ending.Stop(ReasonCodec.decode(in.get("reason")), in.find("reply"));
            case "ignore" -> new Ending.Ignore();
            case "bad" -> new Ending.BadReturn(in.find("value").orElse(NONSENSE));
            case "raise" -> raise(in.text("class"), in.get("value"));
            default -> throw new BadRecording("ret must be known: script=" + in.node());
        };
    }

    private static Ending raise(String kind, JsonNode value) {
        return switch (kind) {
            case "error" -> new Ending.RaiseError(value);
            case "exit" -> new Ending.RaiseExit(ReasonCodec.decode(value));
            case "throw" -> new Ending.BadReturn(value);
            default -> throw new BadRecording("class must be known: class=" + kind);
        };
    }

    private static Then then(JsonNode then) {
        if ("hibernate".equals(then.textValue())) {
            return new Then.Wait();
        }
        Fields in = Fields.of(then, "timeout", "continue");
        if (then.size() != 1) {
            throw new BadRecording("then must be one thing: then=" + then);
        }
        return then.has("timeout")
                ? new Then.Timeout(Duration.ofMillis(in.number("timeout")))
                : new Then.Continue(of(in.get("continue")));
    }

    private static Later later(JsonNode later) {
        Fields in = Fields.of(later, "ms", "reply");
        return new Later(Duration.ofMillis(in.number("ms")), in.get("reply"));
    }
}
