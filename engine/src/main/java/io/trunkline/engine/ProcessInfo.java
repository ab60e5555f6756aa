package io.trunkline.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a process looked like for a moment; the parts may be of slightly different moments.
///
/// @param name its name on the node, if any
/// @param label what it says it is about; see [Self#label(Object)]
/// @param code the class of its behaviour or body
/// @param parent who started it with a link, or the node itself
/// @param currentFunction the innermost frame of its code, leaving out those of the JDK and the
///   engine, if a thread ran it when looked at
/// @param messageQueueLength how many messages wait
/// @param messagesHandled how many messages and calls its handler was given, or it has received
/// @param dropped how many messages and calls its mailbox has dropped; see [MailboxSpec]
/// @param links whom it is linked to
/// @param monitors whom it monitors
/// @param monitoredBy who monitors it
/// @param locals what it keeps for itself
/// @param events what it did last, oldest first, if it keeps a log; see
///   [io.trunkline.engine.sys.Sys#log(Pid, int)]. It is not asked, so this works when it is stuck
public record ProcessInfo(
        Pid pid,
        Optional<String> name,
        Optional<Object> label,
        String code,
        Kind kind,
        Status status,
        Pid parent,
        Optional<StackTraceElement> currentFunction,
        int messageQueueLength,
        long messagesHandled,
        long dropped,
        boolean trapExit,
        Collection<Pid> links,
        Collection<Pid> monitors,
        Collection<Pid> monitoredBy,
        Map<Local<?>, Object> locals,
        List<?> events) {
    /// How a process is run.
    public enum Kind {
        /// By the node's runners, or by callers.
        SCHEDULED,
        /// By a virtual thread of its own.
        THREADED,
        /// By a platform thread of its own.
        PINNED,
        /// By a thread of the application.
        IMPLICIT
    }

    /// What a process is doing.
    public enum Status {
        /// It waits for a message.
        WAITING,
        /// It has something to do and waits for its turn.
        RUNNABLE,
        /// It runs.
        RUNNING,
        /// It waits for the end of a suspension; see [io.trunkline.engine.sys.Sys#suspend(Pid)].
        SUSPENDED
    }
}
