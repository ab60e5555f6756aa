package io.trunkline.pool.guard;

import io.trunkline.engine.ProcessExit;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.util.concurrent.CancellationException;

/// One run of somebody's work beside its caller, which reports to the caller's [Attempts] when it
/// has ended. What came of it is written before that, and read after.
final class Attempt<T extends @Nullable Object> {
    private final CallableOp<? extends T, ? extends Exception> work;
    private boolean succeeded;
    private @Nullable T value;
    private @Nullable Throwable thrown;

    Attempt(CallableOp<? extends T, ? extends Exception> work) {
        this.work = work;
    }

    /// Throws nothing: it is for the caller to say.
    void run() {
        try {
            value = work.call();
            succeeded = true;
        } catch (Throwable t) {
            thrown = t;
        }
    }

    boolean hasSucceeded() {
        return succeeded;
    }

    /// What the work returned.
    ///
    /// @throws X if the work threw it: it can throw nothing else that is checked
    @SuppressWarnings({"unchecked", "NullAway"}) // what it returned is a T, null or not
    <X extends Exception> T result() throws X {
        if (succeeded) {
            return value;
        }
        Throwable failure = thrown;
        if (failure == null || failure instanceof ProcessExit) {
            CancellationException killed =
                    new CancellationException("the process of an attempt was killed");
            killed.initCause(failure);
            throw killed;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (X) failure;
    }
}
