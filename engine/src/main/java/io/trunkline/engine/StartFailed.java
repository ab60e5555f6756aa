package io.trunkline.engine;

/// A start that gave no process although its caller asked for the pid.
public final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Started outcome;

    StartFailed(Started outcome) {
        super(
                "start must give a process: outcome=" + outcome,
                outcome instanceof Started.Failed(ExitReason.Crashed(Throwable cause))
                        ? cause
                        : null);
        this.outcome = outcome;
    }

    /// What the start gave instead.
    public Started outcome() {
        return outcome;
    }
}
