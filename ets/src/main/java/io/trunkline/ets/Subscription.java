package io.trunkline.ets;

import io.trunkline.engine.Pid;

import java.util.List;

/// A process's interest in the changes of a table. Ends with the process, with the table, or when
/// cancelled.
///
/// Events wait here, not in the mailbox: the process gets a [TableNews] message and takes them all
/// with [#drain()]. So a burst costs it one message, and a slow subscriber holds no more than its
/// backlog.
///
/// Events of one key come in the order of its changes; those of different keys in an order in which
/// the changes could have been made.
public interface Subscription<R> {
    /// Who subscribes.
    Pid subscriber();

    /// Takes what happened since the last time, oldest first.
    List<TableEvent<R>> drain();

    /// How many events were dropped since the subscription began, oldest first, because the backlog
    /// was full.
    long dropped();

    /// Ends it; what waits stays to be drained. Does nothing the second time.
    void cancel();
}
