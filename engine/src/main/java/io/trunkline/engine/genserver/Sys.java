package io.trunkline.engine.genserver;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Call;
import io.trunkline.engine.Pid;

import java.util.function.UnaryOperator;

/// Looks into running servers and steers them, OTP's `sys`. The requests are handled between two
/// messages, also while the server is suspended; all wait for at most 5 s and throw
/// [io.trunkline.engine.CallFailed] as calls do.
public final class Sys {
    private Sys() {}

    /// What a server answers itself, in front of its callbacks.
    sealed interface SystemRequest<R> extends Call<R>, Behaviour.SystemRequest {}

    record GetState() implements SystemRequest<Object> {}

    record ReplaceState(UnaryOperator<Object> change) implements SystemRequest<Object> {}

    record Suspend() implements SystemRequest<Boolean> {}

    record Resume() implements SystemRequest<Boolean> {}

    /// The server's present state.
    public static Object getState(Pid server) {
        return server.call(new GetState());
    }

    /// Puts `change(state)` in place of the state.
    ///
    /// @return the new state
    /// @throws IllegalArgumentException if `change` threw; the state is as it was
    public static Object replaceState(Pid server, UnaryOperator<Object> change) {
        Object result = server.call(new ReplaceState(change));
        if (result instanceof Refused(Throwable cause)) {
            throw new IllegalArgumentException(
                    "state change must not throw: server=" + server, cause);
        }
        return result;
    }

    /// Makes the server handle only system requests and its parent's exit; messages wait, in order,
    /// until [#resume]. Idempotent.
    public static void suspend(Pid server) {
        server.call(new Suspend());
    }

    /// Ends a [#suspend]; idempotent.
    public static void resume(Pid server) {
        server.call(new Resume());
    }

    /// The answer to a state change that threw.
    record Refused(Throwable cause) {}
}
