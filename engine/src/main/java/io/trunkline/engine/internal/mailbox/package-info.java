/// Where the messages of a process wait.
///
/// # Threads
///
/// Any thread offers. Only the holder of the process's *consumer right* polls: whoever brought the
/// process's state word into a phase that gives it (see `internal.process`), so polls never overlap
/// and each happens before the next.
///
/// # Ordering
///
/// An offer publishes the message and everything before it to the poll that returns it. An offer is
/// also a full fence between the message becoming visible to [Mailbox#isEmpty()] and whatever the
/// sender reads next; the sender's check of the receiver's phase after an offer, and the receiver's
/// check of `isEmpty` after it went idle, rely on it (no lost wake-up).
///
/// # Limits
///
/// What the runtime sends is a *signal*: it finds room always and takes none, and is in order with
/// the messages of its sender. Who waits for room enters the mailbox, looks once more and parks;
/// the consumer looks for who waits after it has made room.
///
/// # Locks
///
/// Two leaves: signals of a ring are queued under one, and where the oldest message may be dropped
/// every take is under the other.
@NullMarked
package io.trunkline.engine.internal.mailbox;

import org.jspecify.annotations.NullMarked;
