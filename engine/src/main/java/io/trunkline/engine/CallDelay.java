package io.trunkline.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Where a call was when its caller gave up, and what the server was doing then: found out only at
/// that moment, so it costs calls that are answered nothing.
///
/// @param stage where the call was
/// @param waited how long its caller had waited
/// @param inHandler how long the present handler of the server had been running, give or take 5 ms;
///   empty if it runs for less than that, or on no runner
/// @param messageQueueLength how many messages waited at the server, this call among them if it was
///   [Stage#QUEUED]
/// @param code the class of the server's behaviour
/// @param handling the class of the request that the server was handling, if it was a call
/// @param currentFunction where the server was, as in [ProcessInfo]
public record CallDelay(
        Stage stage,
        Duration waited,
        Optional<Duration> inHandler,
        int messageQueueLength,
        String code,
        Optional<String> handling,
        Optional<StackTraceElement> currentFunction) {
    /// Where a call can be that has no reply.
    public enum Stage {
        /// It waited in the mailbox all the time: the server was behind, or stuck with another.
        QUEUED,
        /// The server was handling it.
        HANDLING,
        /// The server had handled it and was to reply later.
        KEPT
    }

    public CallDelay {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(code, "code");
    }

    /// All of it in a few words.
    public String describe() {
        StringBuilder text = new StringBuilder();
        switch (stage) {
            case QUEUED -> text.append("queued all the time");
            case HANDLING -> text.append("in its handler");
            case KEPT -> text.append("handled without a reply yet");
        }
        text.append(", ").append(messageQueueLength).append(" waiting; ").append(code);
        handling.ifPresent(request -> text.append(" handles ").append(request));
        inHandler.ifPresent(time -> text.append(", for ").append(time.toMillis()).append(" ms"));
        currentFunction.ifPresent(frame -> text.append(", at ").append(frame));
        return text.toString();
    }
}
