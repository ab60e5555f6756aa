package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.util.Objects;

/// Something that stands before calls: it runs them, or refuses them.
///
/// ```java
/// Guard guard = retry.then(breaker).then(limiter);
/// Response response = guard.call(() -> client.send(request));
/// ```
///
/// A call fails with what the work threw, with a [CallRejected] if it was not run, or with what the
/// guard says else. Guards may be used by any thread, and nested.
public interface Guard {
    /// Runs a call, on the calling thread unless the guard says otherwise.
    ///
    /// @throws X if the work threw it
    /// @throws CallRejected if this guard, or one inside of it, refused the call
    <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X;

    /// Runs a call that has no result.
    ///
    /// @throws X if the work threw it
    default <X extends Exception> void run(CheckedRunnable<? extends X> work) throws X {
        this.<@Nullable Void, X>call(() -> {
            work.run();
            return null;
        });
    }

    /// The same work with this guard before it, to be run any number of times.
    default <T extends @Nullable Object> CheckedSupplier<T> guard(CheckedSupplier<T> work) {
        CallableOp<T, Exception> op = work::get;
        return () -> call(op);
    }

    /// A guard that lets calls through this one first, and then through `inner`.
    default Guard then(Guard inner) {
        return new Chain(this, Objects.requireNonNull(inner, "inner"));
    }

    /// Work without a result.
    ///
    /// @param <X> what it may throw
    @FunctionalInterface
    interface CheckedRunnable<X extends Exception> {
        /// Runs.
        void run() throws X;
    }
}
