package io.trunkline.pool.breaker;

import java.time.Duration;

/// A breaker as it was at one moment. Counts are read one after the other, while calls go on.
///
/// @param name the breaker's
/// @param state its state
/// @param generation how many changes of state there were
/// @param since how long it has been in this state
/// @param retryAfter how long it still refuses calls; zero unless [CircuitState#OPEN]
/// @param recent what decides: the failures in a row, the window, or the probes
/// @param successes calls that went well, in all
/// @param failures calls that failed, in all
/// @param slow calls that were slow, in all, failed or not
/// @param ignored calls that said nothing about the service
/// @param late calls that ended after the state in which they began, and were counted nowhere else
/// @param refused calls that were not run
public record CircuitSnapshot(
        String name,
        CircuitState state,
        long generation,
        Duration since,
        Duration retryAfter,
        Recent recent,
        long successes,
        long failures,
        long slow,
        long ignored,
        long late,
        long refused) {

    /// The calls that decide about the next change.
    ///
    /// @param calls how many
    /// @param failed how many of them failed
    /// @param slow how many of them were slow
    public record Recent(long calls, long failed, long slow) {
        static final Recent NONE = new Recent(0, 0, 0);
    }
}
