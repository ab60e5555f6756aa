package io.trunkline.engine;

import java.util.Optional;

/// One monitor. It is an active [Alias] of the monitoring process only if it was made with a mode.
public interface MonitorRef extends Alias {
    /// Whom it watches.
    Pid target();

    /// The name that it was made with.
    Optional<String> targetName();
}
