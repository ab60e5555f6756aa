package io.trunkline.engine.spi;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

/// What a module does about the end of a process before anybody hears of it.
///
/// It runs once, on the thread that ended the process, after the process's names are free and
/// before its links and monitors are told, in the order in which hooks were added. It must not
/// block; what it throws is logged.
@FunctionalInterface
public interface ExitHook {
    /// Is told of the end of a process.
    ///
    /// @param process who has ended; it is dead already
    void exited(Pid process, ExitReason reason);
}
