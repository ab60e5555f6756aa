package io.trunkline.engine.sys;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Looks into running behaviours and steers them.
///
/// ```java
/// Sys.getState(counter);
/// Sys.trace(counter, true);      // to the log, until switched off
/// Sys.suspend(counter);
/// ```
///
/// Any thread may use it. A request waits in the mailbox for its turn, is handled between two
/// messages, also while the process is suspended, and waits for its answer for at most 5 s. It
/// throws [io.trunkline.engine.CallFailed] as calls do; a process that is no [SysBehaviour] does
/// not know it, so it times out.
///
/// *Differences from OTP*: there are no reductions to count; the start and the present time of the
/// statistics are told as what lies between.
public final class Sys {
    private Sys() {}

    /// The present state, as it is.
    public static Object getState(Pid process) {
        return ask(process, "get_state", SysBehaviour::state);
    }

    /// Puts `change(state)` in place of the state. `change` runs in the process.
    ///
    /// @return the new state
    /// @throws IllegalArgumentException if `change` threw; the state is as it was
    public static Object replaceState(Pid process, UnaryOperator<Object> change) {
        Objects.requireNonNull(change, "change");
        return ask(
                process,
                "replace_state",
                behaviour -> {
                    behaviour.replaceState(change);
                    return behaviour.state();
                });
    }

    /// What the process says of itself; its state and messages are as it wants them to be shown.
    public static Status getStatus(Pid process) {
        return (Status) ask(process, "get_status", SysBehaviour::status);
    }

    /// Makes the process handle only system requests, its parent's exit and [Pid#stop()]; messages
    /// wait, in order, until [#resume]. Idempotent.
    public static void suspend(Pid process) {
        ask(process, "suspend", behaviour -> behaviour.suspended(true));
    }

    /// Ends a [#suspend]; idempotent.
    public static void resume(Pid process) {
        ask(process, "resume", behaviour -> behaviour.suspended(false));
    }

    /// Makes the process end with `reason`, through its `terminate`. Returns when it has taken the
    /// order, which is before its end.
    public static void terminate(Pid process, ExitReason reason) {
        Objects.requireNonNull(reason, "reason");
        ask(process, "terminate", behaviour -> new SystemRequest.Terminate(reason));
    }

    /// Switches the statistics on, from zero, or off.
    public static void statistics(Pid process, boolean on) {
        ask(process, "statistics", behaviour -> behaviour.count(on));
    }

    /// What was counted since the statistics were switched on; empty if they are off.
    public static Optional<Statistics> statistics(Pid process) {
        @SuppressWarnings("unchecked") // made by SysBehaviour
        Optional<Statistics> counted =
                (Optional<Statistics>) ask(process, "statistics", SysBehaviour::statistics);
        return counted;
    }

    /// Keeps the last `events` events, which then are in the crash report too; 0 switches the log
    /// off. A change of the number begins anew.
    public static void log(Pid process, int events) {
        if (events < 0) {
            throw new IllegalArgumentException("events must be >= 0: events=" + events);
        }
        ask(process, "log", behaviour -> behaviour.keep(events));
    }

    /// The events in the log, oldest first; empty if it is off.
    public static List<SysEvent> log(Pid process) {
        @SuppressWarnings("unchecked") // made by SysBehaviour
        List<SysEvent> events = (List<SysEvent>) ask(process, "log", SysBehaviour::events);
        return events;
    }

    /// Writes each event to the log of this class at level INFO, or stops every trace.
    public static void trace(Pid process, boolean on) {
        ask(process, "trace", behaviour -> behaviour.trace(on));
    }

    /// Shows each event to `listener`, in the process, in the place of the listener before. It
    /// should be quick; one that throws is taken away and logged. `trace(process, false)` ends it.
    public static void trace(Pid process, Consumer<? super SysEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        ask(process, "trace", behaviour -> behaviour.trace(listener));
    }

    private static Object ask(Pid process, String name, Function<SysBehaviour, Object> code) {
        Object answer = process.call(new SystemRequest(name, code));
        if (answer instanceof SystemRequest.Refused(Throwable cause)) {
            throw new IllegalArgumentException(
                    "sys " + name + " must not make the process's code throw: process=" + process,
                    cause);
        }
        return answer;
    }
}
