package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// The code of a process that runs one function: the body of a threaded one, or the behaviour of a
/// scheduled one, whose only message is its [LocalJob].
final class JobCode<T> implements Behaviour, Consumer<Self> {
    private final Callable<? extends T> function;
    private final @Nullable ProcessCell caller;

    /// Whom the caller's own callers are.
    private final @Nullable Callers before;

    /// Set before the process starts.
    private @Nullable LocalJob<T> job;

    // written by the process before it dies, read by who buries it, which is the same thread if
    // the end is the one that makes the value count
    private boolean returned;
    private @Nullable T value;

    JobCode(Callable<? extends T> function, @Nullable ProcessCell caller) {
        this.function = function;
        this.caller = caller;
        JobCode<?> callersJob = caller == null ? null : caller.job();
        this.before =
                callersJob == null || callersJob.caller == null
                        ? null
                        : new Callers(callersJob.caller, callersJob.before);
    }

    /// Callers of callers, nearest first.
    private record Callers(Pid pid, @Nullable Callers before) {}

    void job(LocalJob<T> made) {
        job = made;
    }

    List<Pid> callers() {
        if (caller == null) {
            return List.of();
        }
        List<Pid> callers = new ArrayList<>();
        callers.add(caller);
        for (Callers c = before; c != null; c = c.before()) {
            callers.add(c.pid());
        }
        return List.copyOf(callers);
    }

    /// Whether `linked` hears of this end by the result instead of an exit signal.
    boolean tells(ProcessCell linked, ExitReason reason) {
        return linked == caller && hasValue(reason);
    }

    /// The process is buried, and everybody else has been told.
    @SuppressWarnings("NullAway") // null is a result where the function may return it
    void ended(ExitReason reason) {
        LocalJob<T> done = job;
        if (done != null) {
            if (hasValue(reason)) {
                done.reply(value);
            } else {
                done.ended(reason);
            }
        }
    }

    /// A process that was killed after its function returned has failed.
    private boolean hasValue(ExitReason reason) {
        return reason instanceof ExitReason.Normal && returned;
    }

    private void run() {
        try {
            value = function.call();
        } catch (Exception e) {
            throw JobCode.<RuntimeException>unchecked(e);
        }
        returned = true;
    }

    /// Lets a checked exception out as it is: it is the reason of a crash.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast does nothing
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    @Override
    public String toString() {
        return function.toString();
    }

    // --- of a threaded process ---

    @Override
    public void accept(Self self) {
        run();
    }

    // --- of a scheduled process ---

    @Override
    public Class<?> code() {
        return function.getClass();
    }

    @Override
    public Start onStart(Self self) {
        return new Start.Ready();
    }

    @Override
    public void onCall(Object request, From from) {
        run();
        throw new ProcessExit(ExitReason.normal());
    }

    @Override
    public void onCast(Object message) {}

    @Override
    public void onMessage(Object message) {}
}
