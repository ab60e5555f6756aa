package io.trunkline.pool.guard;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ProcessExit;

import java.util.concurrent.CancellationException;

/// What failures say about the one that was called.
public final class Failures {
    private Failures() {}

    /// Whether a failure says nothing about who was called: the caller was interrupted, cancelled
    /// or killed, or called itself; or a guard refused the call. Breakers do not count it, and
    /// retries do not try again.
    public static boolean isCallers(Throwable failure) {
        return failure instanceof CallRejected
                || failure instanceof InterruptedException
                || failure instanceof GuardInterrupted
                || failure instanceof CancellationException
                || failure instanceof ProcessExit
                || failure instanceof CallFailed.Interrupted
                || failure instanceof CallFailed.CallingSelf;
    }
}
