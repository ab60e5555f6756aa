package io.trunkline.engine;

/// How a start went: a value, as starts are expected to fail now and then.
public sealed interface Started {
    /// It runs.
    record Ok(Pid pid) implements Started {}

    /// Its `init` chose not to run; no process is left.
    record Ignored() implements Started {}

    /// Its `init` stopped, crashed or took too long; no process is left, and its names are free.
    record Failed(ExitReason reason) implements Started {}

    /// The name is taken, by `holder`; `init` was not called.
    record AlreadyStarted(Pid holder) implements Started {}

    /// The pid of the process that this start has made.
    ///
    /// @throws StartFailed if there is none
    default Pid pid() {
        throw new StartFailed(this);
    }
}
