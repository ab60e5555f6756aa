package io.trunkline.engine.internal.process;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.internal.timer.Timer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A call whose outcome completes a future; see [io.trunkline.engine.Pid#ask].
final class AskCall<R> extends PendingCall {
    private final Duration timeout;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private @Nullable Timer timer;

    AskCall(Object request, ProcessCell target, Duration timeout) {
        super(request, target);
        this.timeout = timeout;
        // the stage that hears of a cancellation, or of an answer that somebody else gave
        var _ = future.whenComplete((value, failure) -> abandon());
    }

    CompletableFuture<R> future() {
        return future;
    }

    /// Makes the call fail at its deadline; called before it is sent.
    void startTimer() {
        Timer t =
                new Timer(deadline) {
                    @Override
                    protected void fire() {
                        if (abandon()) {
                            future.completeExceptionally(Calls.timedOut(AskCall.this, timeout));
                        }
                    }
                };
        timer = t;
        target.home.timers.schedule(t);
    }

    @Override
    void completed() {
        Timer t = timer;
        if (t != null) {
            t.stop();
        }
        if (isAbandoned()) {
            return;
        }
        CallFailed failure = Calls.failure(this, timeout);
        if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete(Calls.<R>replyOf(this));
        }
    }
}
