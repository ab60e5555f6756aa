package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.StartOptions;

import java.time.Duration;
import java.util.Optional;

/// How the server of a scenario is started, and by whom.
///
/// @param linked whether by `start_link`
record GenServerSetup(
        boolean linked,
        boolean trapExit,
        boolean parentTrapsExits,
        Ret init,
        Duration initSleep,
        Optional<Duration> startTimeout,
        Terminate terminate) {
    /// What the `terminate` callback does.
    enum Terminate {
        OK,
        RAISE,
        EXIT,
        /// Returns early: what Erlang's `throw` is in a callback, and here nobody asks for the
        /// value.
        THROW
    }

    static GenServerSetup of(JsonNode setup) {
        Fields in =
                Fields.of(
                        setup,
                        "start",
                        "trap_exit",
                        "parent_trap_exit",
                        "init",
                        "init_sleep",
                        "start_timeout",
                        "terminate");
        return new GenServerSetup(
                linked(in.text("start")),
                in.flag("trap_exit"),
                in.flag("parent_trap_exit"),
                Ret.of(in.get("init")),
                Duration.ofMillis(in.number("init_sleep")),
                in.find("start_timeout").map(_ -> Duration.ofMillis(in.number("start_timeout"))),
                terminate(in.text("terminate")));
    }

    /// The options that make our server do as OTP's: it handles requests whose caller has given up.
    StartOptions options() {
        StartOptions options =
                StartOptions.defaults().withExpiredCalls(StartOptions.ExpiredCalls.HANDLE);
        return startTimeout.map(options::withStartTimeout).orElse(options);
    }

    private static boolean linked(String start) {
        return switch (start) {
            case "start_link" -> true;
            case "start" -> false;
            default -> throw new BadRecording("start must be known: start=" + start);
        };
    }

    private static Terminate terminate(String terminate) {
        return switch (terminate) {
            case "ok" -> Terminate.OK;
            case "raise" -> Terminate.RAISE;
            case "exit" -> Terminate.EXIT;
            case "throw" -> Terminate.THROW;
            default -> throw new BadRecording("terminate must be known: terminate=" + terminate);
        };
    }
}
