package io.trunkline.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is known about a process that has ended itself with a reason that is not orderly: its code
/// threw, or exited so. A process that somebody else's exit signal ends has no report of its own,
/// nor has one whose `init` answers that it failed, as that is told to its starter.
///
/// It is heard through [NodeListener#crashed] and logged as an error under this class's name. What
/// it shows of state and messages has been through the behaviour's own formatting, which is where
/// secrets are kept out; the reason is shown as it is.
///
/// @param name its name on the node, if any
/// @param code the class of its behaviour or body
/// @param reason why it ended, after `terminate`
/// @param lastMessage what it was handling; empty for threaded processes
/// @param state its state, for behaviours that tell it
/// @param messageQueueLength how many messages it left
/// @param links whom it was linked to
/// @param ancestors its parent, the parent's parent and so on, without the node; a snapshot of pids
///   which may be dead
/// @param events what it did last, oldest first, if it kept a log (see `Sys.log`)
public record CrashReport(
        Pid pid,
        Optional<String> name,
        String code,
        ProcessInfo.Kind kind,
        ExitReason reason,
        Optional<Object> lastMessage,
        Optional<Object> state,
        int messageQueueLength,
        List<Pid> links,
        List<Pid> ancestors,
        List<?> events) {
    public CrashReport {
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(lastMessage, "lastMessage");
        Objects.requireNonNull(state, "state");
        links = List.copyOf(links);
        ancestors = List.copyOf(ancestors);
        events = List.copyOf(events);
    }

    /// The report on a few lines, for logs and people.
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append(pid);
        name.ifPresent(n -> text.append(" \"").append(n).append('"'));
        text.append(" (").append(code).append(") crashed: ").append(reason);
        lastMessage.ifPresent(message -> line(text, "last message", message));
        state.ifPresent(s -> line(text, "state", s));
        line(text, "messages left", messageQueueLength);
        line(text, "links", links);
        line(text, "ancestors", ancestors);
        events.forEach(event -> line(text, "event", event));
        return text.toString();
    }

    private static void line(StringBuilder text, String label, Object value) {
        text.append("\n    ").append(label).append(": ").append(value);
    }
}
