package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.Overflow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A mailbox with room for so many messages, signals not counted. What happens when there is none
/// is decided above; here are the threads that wait for some.
public abstract sealed class LimitedMailbox implements Mailbox permits BoundedMailbox, RingMailbox {
    /* Overview
     *
     * L1  Room is never refused while there is some, and never given while there is none: an offer
     *     claims it by a compare-and-set of what it has compared with the capacity.
     * L2  No waiter sleeps beside room. A waiter enters `waiting`, then looks for room; the consumer
     *     makes room, then looks into `waiting`. Both writes are volatile (or fenced), so one of the
     *     two sees the other.
     * L3  Each place that gets free wakes one waiter, and takes it out of `waiting` with that. Who
     *     was woken and gives up instead of taking the place wakes the next (`passOn`); who was
     *     woken and finds the place taken enters again, behind the others, before it looks again.
     */

    // immutable
    private final int capacity;
    private final Overflow overflow;
    private final Duration timeout;

    /// Whether senders may wait; if not, the consumer need not look for them.
    final boolean waitable;

    // any thread
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong dropped = new AtomicLong();

    LimitedMailbox(int capacity, Overflow overflow, Duration timeout) {
        this.capacity = capacity;
        this.overflow = overflow;
        this.timeout = timeout;
        this.waitable = overflow == Overflow.BLOCK;
    }

    /// How many messages it holds.
    public final int capacity() {
        return capacity;
    }

    /// What to do when there is no room.
    public final Overflow overflow() {
        return overflow;
    }

    /// How long to wait for room, if at all.
    public final Duration timeout() {
        return timeout;
    }

    /// Whether an offer would find room now.
    public abstract boolean hasRoom();

    /// Takes the oldest message that is no signal, in the place of the consumer; any thread may.
    ///
    /// @return null if there was none to take just then
    public @Nullable Object evict() {
        throw new UnsupportedOperationException("mailbox must drop the oldest: mailbox=" + this);
    }

    /// Counts a message that was dropped.
    public final void countDrop() {
        dropped.getAndIncrement();
    }

    /// How many were dropped.
    public final long dropped() {
        return dropped.get();
    }

    /// Announces that a thread waits for room, which it must look for once more after this.
    public final void enter(Thread waiter) {
        waiting.add(waiter);
    }

    /// Ends [#enter].
    public final void leave(Thread waiter) {
        waiting.remove(waiter);
    }

    /// Called by who waited and takes no room.
    public final void passOn() {
        if (hasRoom()) {
            wakeOne();
        }
    }

    /// Wakes all that wait: nobody makes room any more.
    public final void wakeAll() {
        while (wakeOne()) {
            // the next
        }
    }

    /// By the consumer, after it has made room with a volatile write or a fence.
    final boolean wakeOne() {
        Thread waiter = waiting.poll();
        LockSupport.unpark(waiter);
        return waiter != null;
    }
}
