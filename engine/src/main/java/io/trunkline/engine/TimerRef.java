package io.trunkline.engine;

import java.time.Duration;
import java.util.Optional;

/// A message on its way through time; see [Self#sendAfter(Duration, Object)].
public interface TimerRef {
    /// Stops it.
    ///
    /// @return how long it had to go; empty when it has fired, was cancelled, or its process has
    ///   ended. Empty does not mean that the message is not in the mailbox
    Optional<Duration> cancel();

    /// How long it has to go; empty as for [#cancel()].
    Optional<Duration> remaining();
}
