package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.Overflow;

import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.unpadded.MpscLinkedVarHandleUnpaddedQueue;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A padded array of messages with signals beside it: what must not wait cannot go into an array
/// that may be full.
public final class RingMailbox extends LimitedMailbox {
    /* A signal carries the number of the next free slot of the ring at the time it was offered. It
     * is due when the consumer has come to that slot.
     *
     *  - What a sender put into the ring before its signal is in a slot with a lower number, so it is
     *    taken first.
     *  - What it puts there after it is in a slot with that number or a higher one. The consumer looks
     *    at the slot before it looks for signals: if it sees the later message, it sees the signal
     *    too, which is due.
     *  - Numbers are read and signals queued under a lock, so they are in order in the queue, and the
     *    first one says whether any is due.
     */

    private final MpscVarHandleArrayQueue<Object> ring;

    private final ReentrantLock signalling = new ReentrantLock();

    /// Offered to under the lock.
    private final MpscLinkedVarHandleUnpaddedQueue<Signal> signals =
            new MpscLinkedVarHandleUnpaddedQueue<>();

    /// @param capacity a power of two
    public RingMailbox(int capacity, Overflow overflow, Duration timeout) {
        super(capacity, overflow, timeout);
        this.ring = new MpscVarHandleArrayQueue<>(capacity);
    }

    private record Signal(Object message, long slot) {}

    @Override
    public boolean offer(Object message) {
        return ring.offer(message);
    }

    @Override
    public void offerSignal(Object signal) {
        signalling.lock();
        try {
            signals.offer(new Signal(signal, ring.currentProducerIndex()));
        } finally {
            signalling.unlock();
        }
    }

    @Override
    public @Nullable Object relaxedPoll() {
        Object message = ring.relaxedPeek();
        if (!signals.isEmpty()) {
            Signal signal = signals.relaxedPeek();
            if (signal != null && signal.slot() <= ring.currentConsumerIndex()) {
                signals.relaxedPoll();
                return signal.message();
            }
        }
        if (message != null) {
            ring.relaxedPoll();
            if (waitable) {
                // the queue frees the slot by a release store: ordered before the look at who
                // waits (L2)
                VarHandle.fullFence();
                wakeOne();
            }
        }
        return message;
    }

    @Override
    public boolean hasRoom() {
        return ring.currentProducerIndex() - ring.currentConsumerIndex() < capacity();
    }

    @Override
    public boolean isEmpty() {
        return ring.isEmpty() && signals.isEmpty();
    }

    @Override
    public int size() {
        return ring.size() + signals.size();
    }
}
