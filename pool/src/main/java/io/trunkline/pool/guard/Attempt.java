package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// One run of somebody's work on a virtual thread of its own, to be waited for or cancelled.
final class Attempt<T extends @Nullable Object> extends FutureTask<T> {
    private final Consumer<? super Attempt<T>> whenDone;

    Attempt(
            CallableOp<? extends T, ? extends Exception> work,
            Consumer<? super Attempt<T>> whenDone) {
        super(work::call);
        this.whenDone = whenDone;
    }

    void start(String kind) {
        Thread.ofVirtual().name("trunkline-" + kind).start(this);
    }

    @Override
    protected void done() {
        whenDone.accept(this);
    }

    /// What the work threw, which is an `X` or unchecked: it can throw nothing else.
    ///
    /// @return never; declared so that callers can write `throw`
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Exception> X failureOf(ExecutionException e) throws X {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        throw (X) cause;
    }
}
