/// The process cell and its signals.
///
/// # The state word
///
/// [io.trunkline.engine.internal.process.ProcessCell] holds one `int` that says who may do what:
///
/// | phase | who has the run right and the consumer right | leaves it by |
/// |---|---|---|
/// | IDLE | nobody; there is nothing to do | CAS by a sender (to SCHEDULED), a caller (POLLING) or a killer (DEAD) |
/// | SCHEDULED | nobody; a runner will come, or the process's thread wakes or looks for messages by itself | CAS by a runner, a helping caller or the process's thread (POLLING), a pinned process's thread before it parks (IDLE) or a killer (DEAD) |
/// | POLLING | its holder, who looks into the mailbox; short, lock-free, no foreign code | a store by the holder, to any other phase |
/// | HANDLING | the holder runs the process's code; the mailbox is not touched | CAS by the holder (POLLING, IDLE, DEAD) or a killer (DEAD) |
/// | DEAD | whoever brought it there buries the process | never |
///
/// A killer that finds POLLING waits the few instructions until it is over. So there is never more
/// than one consumer, a process that is dead handles nothing more, and a killer knows whether a
/// thread is inside the process's code.
///
/// # Signals are applied by their sender
///
/// Exit signals, links and monitors act on the receiver at once, on the sender's thread, under the
/// receiver's [io.trunkline.engine.internal.process.Relations] lock where a link or monitor is
/// concerned; EXIT and DOWN messages are put into the mailbox there. As every sender does its
/// signals and sends one after the other, they arrive in its order.
///
/// # Locks
///
/// The only locks here are those of Relations; some mailboxes have a leaf of their own. Two are
/// taken in the order of (node, number); never three. No foreign code, no death and no wait happens
/// under one.
@NullMarked
package io.trunkline.engine.internal.process;

import org.jspecify.annotations.NullMarked;
