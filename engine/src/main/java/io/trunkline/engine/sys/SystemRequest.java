package io.trunkline.engine.sys;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;

import java.util.function.Function;

/// A request that a behaviour answers itself, in front of its callbacks. It is one final class, so
/// that telling it from an application's request is one comparison.
///
/// @param name for the message of a call that fails
/// @param code runs in the process
record SystemRequest(String name, Function<SysBehaviour, Object> code) implements Call<Object> {
    /// The reply to a request whose code threw.
    record Refused(Throwable cause) {}

    /// The reply to a request that ends the process.
    record Terminate(ExitReason reason) {}

    @Override
    public String toString() {
        return "sys " + name;
    }
}
