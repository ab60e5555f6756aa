package io.trunkline.pool.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// A task that was given to a [WorkerPool], and the promise of its value. Any thread may use it.
///
/// It is not an engine task: it has no process of its own, no owner and no link, since a worker
/// runs many. It ends exactly once: completed, failed, cancelled or rejected.
///
/// A wait for a task of a scheduled pool runs it on the waiting thread, if nobody has begun to; but
/// not with [Dispatch#BY_KEY], nor in [Future#get(long, java.util.concurrent.TimeUnit)], which is
/// over in time even where a task does block.
///
/// @param <T> what it gives
public sealed interface WorkerTask<T> extends Future<T> permits QueuedTask {
    /// How long [#await()] waits, as OTP's tasks do.
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /// Waits for the value for up to 5 s; see [#await(Duration)].
    default T await() {
        return await(DEFAULT_TIMEOUT);
    }

    /// Waits for the value; the calling process holds up no other. A task that is late goes on.
    ///
    /// @throws WorkFailed if the code threw, the worker crashed, the deadline passed, or the wait
    ///   was too long or was interrupted
    /// @throws TaskRejected if it was not run
    /// @throws java.util.concurrent.CancellationException if it was cancelled
    T await(Duration timeout);

    /// Cancels it. If it runs on a thread of its pool (virtual or pinned workers) and
    /// `mayInterruptIfRunning` is set, that thread is interrupted, for this task alone: an
    /// interrupt never strikes a later one. On scheduled workers, and where its submitter or who
    /// waits for it runs it, nobody is interrupted.
    ///
    /// @return whether it is cancelled by this call
    @Override
    boolean cancel(boolean mayInterruptIfRunning);

    /// A future of its end; cancelling that does nothing to the task. It fails with what the code
    /// threw, or [WorkFailed], [TaskRejected], [java.util.concurrent.CancellationException].
    CompletableFuture<T> toFuture();
}
