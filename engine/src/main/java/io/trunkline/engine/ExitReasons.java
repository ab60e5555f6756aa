package io.trunkline.engine;

/// The reasons without details as constants, for static import: `pid.exit(KILL)`.
public final class ExitReasons {
    /// See [ExitReason.Normal].
    public static final ExitReason NORMAL = new ExitReason.Normal();

    /// See [ExitReason.Shutdown].
    public static final ExitReason SHUTDOWN = new ExitReason.Shutdown();

    /// See [ExitReason.Kill].
    public static final ExitReason KILL = new ExitReason.Kill();

    /// See [ExitReason.Killed].
    public static final ExitReason KILLED = new ExitReason.Killed();

    /// See [ExitReason.NoProc].
    public static final ExitReason NO_PROC = new ExitReason.NoProc();

    /// See [ExitReason.NoConnection].
    public static final ExitReason NO_CONNECTION = new ExitReason.NoConnection();

    /// See [ExitReason.Timeout].
    public static final ExitReason TIMEOUT = new ExitReason.Timeout();

    private ExitReasons() {}
}
