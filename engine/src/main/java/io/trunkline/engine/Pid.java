package io.trunkline.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The address of a process: its node and a number that the node never uses again.
///
/// Any thread may use it, also after the process has ended. Two pids are equal when they address
/// the same process. Not to be implemented outside the library.
///
/// Signals from one sender to one receiver (messages, exits, link and monitor changes) arrive in
/// the order sent; between different senders there is no order.
public interface Pid {
    /// The timeout of calls that name none, as in OTP.
    Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(5);

    /// The name of its node.
    String nodeName();

    /// Its number, unique on its node.
    long number();

    /// Whether the process had not ended when asked.
    boolean isAlive();

    /// Puts a message into the process's mailbox. Never fails; a message to a dead process is a
    /// dead letter. Messages are shared, not copied: send immutable ones. Never blocks.
    void send(Object message);

    /// Sends a message for `handleCast`. Never fails, as [#send(Object)].
    void cast(Object message);

    /// Sends a request and waits for its reply, up to 5 s.
    default <R> R call(Call<R> request) {
        return call(request, DEFAULT_CALL_TIMEOUT);
    }

    /// Sends a request and waits for its reply. The calling thread may run the handler of an idle
    /// server itself (see [StartOptions#callerRuns()]).
    ///
    /// The timeout travels with the request: a server does not start work for a caller that has
    /// given up (see [StartOptions#expiredCalls()]). A reply that comes too late is dropped.
    ///
    /// @throws CallFailed if the process is dead or unknown, ends before it replies, or does not
    ///   reply in time; if the caller calls itself, or who waits for its start; or if the calling
    ///   thread, being no process, is interrupted
    <R> R call(Call<R> request, Duration timeout);

    /// Asks with the default timeout of 5 s; see [#ask(Call, Duration)].
    default <R> CompletableFuture<R> ask(Call<R> request) {
        return ask(request, DEFAULT_CALL_TIMEOUT);
    }

    /// Sends a request for callers that may not block. The future fails with [CallFailed] where
    /// [#call(Call, Duration)] would throw it; cancelling it abandons the request. Dependent stages
    /// run on the thread that replies unless an executor is given.
    <R> CompletableFuture<R> ask(Call<R> request, Duration timeout);

    /// Sends an exit signal from the calling process: a process that does not trap exits dies with
    /// `reason` (not of `normal`), one that does gets an [Exit] message; [ExitReason.Kill] cannot
    /// be trapped and becomes [ExitReason.Killed]. Never fails.
    void exit(ExitReason reason);

    /// Ends a server in order with reason `normal`, waiting without limit; see [#stop(ExitReason,
    /// Duration)].
    default void stop() {
        stop(ExitReason.normal(), Duration.ofNanos(Long.MAX_VALUE));
    }

    /// Ends a server in order: it handles what is in its mailbox, then `terminate` runs, also when
    /// it does not trap exits. Returns when it has ended with `reason`. A process that is no
    /// behaviour gets `reason` as an exit signal instead. The order stands if the time is up. Those
    /// who monitor the process hear of its end about when this returns, not before.
    ///
    /// @throws CallFailed with the actual reason if it ended otherwise, was dead, or took too long
    void stop(ExitReason reason, Duration timeout);
}
