package io.trunkline.ets;

/// How events wait for a subscriber.
///
/// @param backlog how many wait at most; then the oldest is dropped, and counted
/// @param coalesce whether of several changes of one key only the last waits, in the place of the
///   first: an update that follows an insert is told as that insert's row, one that follows an
///   update as one update from the first row to the last
public record SubscribeOptions(int backlog, boolean coalesce) {
    /// @throws BadArg if the backlog is less than one
    public SubscribeOptions {
        if (backlog < 1) {
            throw new BadArg("backlog must be >= 1: backlog=" + backlog);
        }
    }

    /// A backlog of 4,096, every change told.
    public static SubscribeOptions defaults() {
        return new SubscribeOptions(4096, false);
    }

    /// The same with another backlog.
    public SubscribeOptions withBacklog(int events) {
        return new SubscribeOptions(events, coalesce);
    }

    /// The same, but told only the last change of each key.
    public SubscribeOptions coalescing() {
        return new SubscribeOptions(backlog, true);
    }
}
