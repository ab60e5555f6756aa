package io.trunkline.engine.spi;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// A process that runs one function and ends, and the place where its result is found: made by
/// [NodeServices#job]. It is done once the process has ended and all who are linked to it have been
/// told, so who sees it done finds nothing of it left.
///
/// Any thread may use it.
///
/// @param <T> what the function returns
public interface Job<T> {
    /// Its process; not alive before [#start].
    Pid pid();

    /// Starts it, linked to each of `linked` from before its first step. A link to a dead process
    /// ends it with [ExitReason.NoProc]. Called once.
    ///
    /// When the function returns, the exit signal `normal` goes to all of them but the caller that
    /// the job was made for, to whom the result is the news.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    void start(List<Pid> linked);

    /// Whether there is a result or a failure.
    boolean isDone();

    /// Why there will be no result; null if it is not done or there is one. [ExitReason.Normal] if
    /// the process ended itself before the function returned.
    @Nullable ExitReason failure();

    /// What the function returned. Only if it is done and has not failed.
    T value();

    /// Waits until it is done, as a call waits: others run meanwhile, on a simulated node too, and
    /// a job that does not block may be run by the waiting thread. Zero only looks.
    ///
    /// @return whether it is done
    /// @throws InterruptedException if the calling thread, being no process, is interrupted
    boolean await(Duration timeout) throws InterruptedException;

    /// Runs it on the calling thread if it does not block and nobody has begun to.
    void help();

    /// Runs `action` once it is done: now, or on the thread that brings the end. It must be quick
    /// and must not block; what it throws is logged.
    void whenDone(Runnable action);

    /// Takes back an action of [#whenDone]; does nothing if it has begun to run.
    void forget(Runnable action);
}
