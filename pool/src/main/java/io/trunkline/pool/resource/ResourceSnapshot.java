package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A pool at one moment. Counts of what was done are since its start.
///
/// @param name the pool's
/// @param size how many resources it keeps, or may start if it is lazy
/// @param overflow how many more it may start
/// @param idle resources that wait to be lent
/// @param inUse resources that are lent
/// @param starting resources that are being started, or will be tried again
/// @param closing resources that are being closed
/// @param waiting callers that wait
/// @param oldestWait for how long the first of them has
/// @param largestWaiting the most that ever waited
/// @param checkouts how often a resource was lent
/// @param waited how many of these had to wait
/// @param timedOut callers whose time was up
/// @param cancelled callers that gave up before: killed, or interrupted
/// @param full callers that would not wait and were refused
/// @param ownersLost leases whose owner ended before it gave the resource back
/// @param started resources that were started
/// @param startFailures attempts to start one that failed
/// @param closed resources that were closed
/// @param lastStartFailure why the last attempt failed; null if the last one went well
public record ResourceSnapshot(
        String name,
        int size,
        int overflow,
        int idle,
        int inUse,
        int starting,
        int closing,
        int waiting,
        Duration oldestWait,
        int largestWaiting,
        long checkouts,
        long waited,
        long timedOut,
        long cancelled,
        long full,
        long ownersLost,
        long started,
        long startFailures,
        long closed,
        @Nullable Throwable lastStartFailure) {

    /// How many resources there are above [#size()].
    public int overflowing() {
        return Math.max(0, idle + inUse + starting - size);
    }
}
