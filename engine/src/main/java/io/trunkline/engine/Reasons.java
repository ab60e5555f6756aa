package io.trunkline.engine;

/// The reasons without details, made once.
final class Reasons {
    static final ExitReason NORMAL = new ExitReason.Normal();
    static final ExitReason SHUTDOWN = new ExitReason.Shutdown();
    static final ExitReason KILLED = new ExitReason.Killed();
    static final ExitReason NO_PROC = new ExitReason.NoProc();
    static final ExitReason NO_CONNECTION = new ExitReason.NoConnection();
    static final ExitReason TIMEOUT = new ExitReason.Timeout();

    private Reasons() {}
}
