package io.trunkline.engine;

/// Ends the process whose code lets it out, with a reason: what `exit/1` raises in Erlang. The
/// runtime throws it into a process that has been killed while its thread was busy.
///
/// It is an [Error] so that `catch (Exception e)` does not swallow it; do not catch it.
public final class ProcessExit extends Error {
    private static final long serialVersionUID = 1;

    private final transient ExitReason reason;

    public ProcessExit(ExitReason reason) {
        super("process exits: reason=" + reason, null, false, false);
        this.reason = reason;
    }

    /// Why it ends.
    public ExitReason reason() {
        return reason;
    }
}
