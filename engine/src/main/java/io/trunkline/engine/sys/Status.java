package io.trunkline.engine.sys;

import io.trunkline.engine.Pid;

import java.util.List;
import java.util.Optional;

/// What a process says of itself when asked by [Sys#getStatus(Pid)].
///
/// @param parent who started it with a link, or the node
/// @param code the class of its callbacks
/// @param suspended whether it handles system requests only
/// @param state its state as it wants it to be shown
/// @param statistics if they are on
/// @param log the last events, oldest first; empty if the log is off
public record Status(
        Pid pid,
        Pid parent,
        String code,
        boolean suspended,
        Object state,
        Optional<Statistics> statistics,
        List<SysEvent> log) {
    public Status {
        log = List.copyOf(log);
    }
}
