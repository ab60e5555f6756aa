package io.trunkline.engine.internal.process;

import io.trunkline.engine.Pid;

/// What tests may see of a [Home].
public final class HomeProbe {
    private HomeProbe() {}

    /// How many timers are pending.
    public static int pendingTimers(Home home) {
        return home.timers.size();
    }

    /// Makes a process near the end of its small counters.
    public static void aboutToComeRound(Pid process) {
        ((ProcessCell) process).handledInTurns = -1;
        ((ProcessCell) process).handledByCallers = -1;
    }
}
