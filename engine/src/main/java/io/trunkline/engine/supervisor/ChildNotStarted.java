package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;

/// A start of a child that gave no process although its caller asked for the pid.
public final class ChildNotStarted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ChildResult.Start outcome;

    ChildNotStarted(ChildResult.Start outcome) {
        super(
                "child must start: outcome=" + outcome,
                outcome instanceof ChildResult.Failed(ExitReason.Crashed(Throwable cause))
                        ? cause
                        : null);
        this.outcome = outcome;
    }

    /// What the start gave instead.
    public ChildResult.Start outcome() {
        return outcome;
    }
}
