package io.trunkline.engine.genserver;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;
import io.trunkline.engine.Startable;
import io.trunkline.engine.sys.Sys;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server: a process that holds a state of type `S` and handles one request after the other.
///
/// ```java
/// public final class Counter extends GenServer<Counter.Request<?>, Integer> {
///     public sealed interface Request<R> extends Call<R> {}
///     public record Increment() implements Request<Integer> {}
///
///     @Override protected Init<Integer> init() { return ok(0); }
///
///     @Override protected Outcome<Integer> handleCall(Request<?> request, From from, Integer n) {
///         return switch (request) {
///             case Increment() -> reply(n + 1, n + 1);
///         };
///     }
/// }
/// int one = node.start(new Counter()).pid().call(new Counter.Increment());
/// ```
///
/// *Threads.* Callbacks run one at a time, on a runner of the node or on the thread of a caller
/// that found the server idle; each happens before the next. They should return soon; one that
/// blocks delays only this server.
///
/// *When it ends.* `terminate` runs when a callback stops or throws, on
/// [io.trunkline.engine.Pid#stop()], and when the parent's exit signal comes while the server traps
/// exits. It does not run when another exit signal ends the server, never on `kill`: what must be
/// cleaned up belongs into a process that monitors this one.
///
/// *When not to use it.* State that many threads only read needs no process: use a table. Code that
/// blocks in `receive` is a threaded process: [io.trunkline.engine.Node#spawn].
///
/// *Differences from OTP* (all in docs/deviations.md): a failed start sends its starter no exit
/// signal; what a callback throws is always a crash, never its return value; requests whose caller
/// has given up are skipped unless the server is started with `ExpiredCalls.HANDLE`.
///
/// An instance is the code of one process: start it once.
///
/// @param <Q> the requests, usually a sealed interface that extends [io.trunkline.engine.Call]
/// @param <S> the state, immutable or confined to this server
public abstract class GenServer<Q, S> implements Startable {
    private @Nullable ServerLoop<Q, S> loop;

    /// Makes the first state. The starter waits for it.
    protected abstract Init<S> init();

    /// Handles a request. The default crashes, as there is nothing to answer.
    protected Outcome<S> handleCall(Q request, From from, S state) {
        throw new UnsupportedOperationException("handleCall must handle: request=" + request);
    }

    /// Handles a cast. The default crashes.
    protected Outcome<S> handleCast(Object message, S state) {
        throw new UnsupportedOperationException("handleCast must handle: message=" + message);
    }

    /// Handles any other message: plain ones, [io.trunkline.engine.Exit],
    /// [io.trunkline.engine.Down], and [Timeout] of [Outcome#timeout]. The default logs it and goes
    /// on.
    protected Outcome<S> handleInfo(Object message, S state) {
        Logger log = LoggerFactory.getLogger(getClass());
        log.warn("{} dropped a message it does not handle: {}", self().pid(), message);
        return noReply(state);
    }

    /// Goes on after `init` or another callback, before any message.
    protected Outcome<S> handleContinue(Object argument, S state) {
        throw new UnsupportedOperationException("handleContinue must handle: argument=" + argument);
    }

    /// Handles the event of [Outcome#stateTimeout].
    protected Outcome<S> handleTimeout(Object event, S state) {
        throw new UnsupportedOperationException("handleTimeout must handle: event=" + event);
    }

    /// Cleans up; see *When it ends*. What it throws replaces the exit reason.
    protected void terminate(ExitReason reason, S state) {}

    /// What may be seen of the state in crash reports, traces and [Sys#getStatus], for servers that
    /// hold secrets. The default shows it as it is.
    protected Object formatState(S state) {
        return state;
    }

    /// What may be seen of a message, request or reply in crash reports, traces and logs. The
    /// default shows it as it is.
    protected Object formatMessage(Object message) {
        return message;
    }

    /// This process; usable in callbacks only.
    protected final Self self() {
        ServerLoop<Q, S> started = loop;
        if (started == null) {
            throw new IllegalStateException("server must be started: server=" + this);
        }
        return started.process();
    }

    /// From `init`: started.
    protected static <S> Init<S> ok(S state) {
        return new Init.Ok<>(Outcome.keep(state));
    }

    /// From `init`: started, and [#handleContinue] comes before any message.
    protected static <S> Init<S> okAndContinue(S state, Object argument) {
        return new Init.Ok<>(Outcome.keep(state).thenContinue(argument));
    }

    /// From `init`: not wanted; the start gives [io.trunkline.engine.Started.Ignored].
    protected static <S> Init<S> ignore() {
        return new Init.Ignore<>();
    }

    /// From `init`: failed; the start gives [io.trunkline.engine.Started.Failed].
    protected static <S> Init<S> stop(ExitReason reason) {
        return new Init.Stop<>(reason);
    }

    /// Answers the caller and goes on with `state`.
    protected static <S> Outcome<S> reply(Object reply, S state) {
        return Outcome.reply(reply, state);
    }

    /// Goes on with `state`; a caller may be answered later through its [From].
    protected static <S> Outcome<S> noReply(S state) {
        return Outcome.keep(state);
    }

    /// Ends the server; a caller not answered fails with `reason`.
    protected static <S> Outcome<S> stop(ExitReason reason, S state) {
        return Outcome.stop(reason, state);
    }

    /// Ends the server; the caller is answered after `terminate` has run.
    protected static <S> Outcome<S> stop(ExitReason reason, Object reply, S state) {
        return Outcome.stop(reason, reply, state);
    }

    /// The message of a receive timeout; see [Outcome#timeout].
    public record Timeout() {}

    @Override
    public final Behaviour behaviour() {
        if (loop != null) {
            throw new IllegalStateException("server must be started once: server=" + this);
        }
        loop = new ServerLoop<>(this);
        return loop;
    }
}
