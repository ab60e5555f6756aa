package io.trunkline.engine.agent;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A state behind a process: functions are sent to it and run there, one after the other.
///
/// ```java
/// Agent<Map<String, Integer>> hits = Agent.start(node, HashMap::new);
/// hits.update(m -> count(m, "index"));
/// int count = hits.get(m -> m.get("index"));
/// ```
///
/// *Threads.* Any thread may use it. As with every server, the caller of an idle agent runs the
/// function itself, as the agent; a function that is slow or blocks holds up all other callers. The
/// state never leaves the agent unless a function returns it: return copies or immutable parts.
///
/// *Errors.* A function that throws ends the agent, and its caller's call with
/// [io.trunkline.engine.CallFailed].
///
/// *Under a supervisor.* [#code(Supplier)] is the child; [#of(Pid)] gives the handle to its pid.
///
/// *When not to use it.* For logic of its own write a `GenServer`; for values that many threads
/// read at once use a table.
///
/// @param pid the agent's process
/// @param <S> the state, immutable or confined to the agent
public record Agent<S>(Pid pid) {
    public Agent {
        Objects.requireNonNull(pid, "pid");
    }

    /// What [#getAndUpdate] wants of its function.
    ///
    /// @param value for the caller
    /// @param state the next state
    public record Reply<R, S>(R value, S state) {}

    /// Starts an agent with the state that `first` makes, in the agent.
    ///
    /// @throws io.trunkline.engine.StartFailed if `first` throws; the agent is gone then
    public static <S> Agent<S> start(Node node, Supplier<? extends S> first) {
        return start(node, first, StartOptions.defaults());
    }

    /// Starts an agent with options, such as a name.
    ///
    /// @throws io.trunkline.engine.StartFailed if `first` throws, takes too long, or the name is
    ///   taken
    public static <S> Agent<S> start(Node node, Supplier<? extends S> first, StartOptions options) {
        return new Agent<>(node.start(code(first), options).pid());
    }

    /// Starts an agent linked to the calling process.
    ///
    /// @throws io.trunkline.engine.StartFailed as [#start(Node, Supplier, StartOptions)]
    public static <S> Agent<S> startLink(
            Node node, Supplier<? extends S> first, StartOptions options) {
        return new Agent<>(node.self().startLink(code(first), options).pid());
    }

    /// The code of one agent, for whoever starts it, such as a supervisor.
    public static <S> Startable code(Supplier<? extends S> first) {
        return new AgentServer<S>(Objects.requireNonNull(first, "first"));
    }

    /// The agent that runs as `pid`; that it has this state is the caller's word.
    public static <S> Agent<S> of(Pid pid) {
        return new Agent<>(pid);
    }

    /// What `function` makes of the state; waits up to 5 s.
    public <R> R get(Function<? super S, ? extends R> function) {
        return get(function, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// What `function` makes of the state.
    ///
    /// @throws io.trunkline.engine.CallFailed as [Pid#call(io.trunkline.engine.Call, Duration)]
    public <R> R get(Function<? super S, ? extends R> function, Duration timeout) {
        Objects.requireNonNull(function, "function");
        return pid.call(new AgentServer.Get<S, R>(function), timeout);
    }

    /// Replaces the state, and returns when that is done; waits up to 5 s.
    public void update(UnaryOperator<S> function) {
        update(function, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// Replaces the state, and returns when that is done.
    ///
    /// @throws io.trunkline.engine.CallFailed as [Pid#call(io.trunkline.engine.Call, Duration)]
    public void update(UnaryOperator<S> function, Duration timeout) {
        Objects.requireNonNull(function, "function");
        pid.call(new AgentServer.Update<>(function), timeout);
    }

    /// Replaces the state and returns a value; waits up to 5 s.
    public <R> R getAndUpdate(Function<? super S, Reply<? extends R, ? extends S>> function) {
        return getAndUpdate(function, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// Replaces the state and returns a value.
    ///
    /// @throws io.trunkline.engine.CallFailed as [Pid#call(io.trunkline.engine.Call, Duration)]
    public <R> R getAndUpdate(
            Function<? super S, Reply<? extends R, ? extends S>> function, Duration timeout) {
        Objects.requireNonNull(function, "function");
        return pid.call(new AgentServer.GetAndUpdate<S, R>(function), timeout);
    }

    /// Replaces the state some time; does not wait, and does nothing if the agent is dead.
    public void cast(UnaryOperator<S> function) {
        Objects.requireNonNull(function, "function");
        pid.cast(new AgentServer.Change<>(function));
    }

    /// Ends it in order; see [Pid#stop()].
    public void stop() {
        pid.stop();
    }

    /// Ends it in order with a reason; see [Pid#stop(ExitReason, Duration)].
    public void stop(ExitReason reason, Duration timeout) {
        pid.stop(reason, timeout);
    }
}
