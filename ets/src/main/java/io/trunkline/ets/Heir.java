package io.trunkline.ets;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

/// Who inherits a table when its owner dies.
///
/// @param data goes into the [TableTransfer] message; null without one
/// @param announced whether the heir gets a message
public record Heir(Pid pid, @Nullable Object data, boolean announced) {
    /// An heir that gets a [TableTransfer] with `data`.
    public static Heir announced(Pid pid, Object data) {
        return new Heir(pid, data, true);
    }

    /// An heir that is not told, as with OTP 28's `{heir, Pid}`.
    public static Heir silent(Pid pid) {
        return new Heir(pid, null, false);
    }
}
