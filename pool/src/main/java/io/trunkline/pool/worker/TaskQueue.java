package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

/// The tasks that wait for the workers of a lane. Any thread may use it.
///
/// Once it is closed it takes nothing more: an offer is accepted before the closing, and then found
/// by who empties it, or refused.
interface TaskQueue {
    /// What became of an offer.
    enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    Offer offer(QueuedTask<?> task);

    /// The task whose turn it is; null if there is none.
    @Nullable QueuedTask<?> poll();

    /// The task that waits longest; null if there is none.
    @Nullable QueuedTask<?> pollOldest();

    /// Drops the task that waits longest if that has ended already: it was cancelled, or run by who
    /// waits for it.
    ///
    /// @return whether there is room now: it was dropped, or others were taken meanwhile
    boolean dropEnded();

    /// Whether nothing was accepted that has not been polled.
    boolean isEmpty();

    int size();

    /// How many it has accepted since it was made.
    long accepted();

    /// The most that ever waited, as those who polled saw.
    int largest();

    /// Takes nothing more from now on.
    void close();

    boolean isClosed();
}
