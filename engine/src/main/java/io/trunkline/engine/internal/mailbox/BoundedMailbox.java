package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.Overflow;

import org.jctools.queues.varhandle.unpadded.MpscLinkedVarHandleUnpaddedQueue;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/// The unbounded queue behind a counter: what is admitted and not yet taken is never more than the
/// capacity. An idle one is small whatever its capacity, and signals are in order with messages as
/// they pass through the same queue.
public sealed class BoundedMailbox extends LimitedMailbox permits EvictingMailbox {
    private final MpscLinkedVarHandleUnpaddedQueue<Object> queue =
            new MpscLinkedVarHandleUnpaddedQueue<>();

    // any thread
    private volatile long admitted;

    // written by the consumer
    private volatile long taken;

    public BoundedMailbox(int capacity, Overflow overflow, Duration timeout) {
        super(capacity, overflow, timeout);
    }

    /// Something that took no room.
    record Signal(Object message) {}

    @Override
    public final boolean offer(Object message) {
        long before;
        do {
            // `admitted` first: `taken` only grows, so what is full by this order is full
            before = admitted;
            if (before - taken >= capacity()) {
                return false;
            }
        } while (!ADMITTED.compareAndSet(this, before, before + 1));
        queue.offer(message);
        return true;
    }

    @Override
    public final void offerSignal(Object signal) {
        queue.offer(new Signal(signal));
    }

    @Override
    public @Nullable Object relaxedPoll() {
        Object message = queue.relaxedPoll();
        if (message instanceof Signal(Object signal)) {
            return signal;
        }
        if (message != null) {
            giveRoom();
        }
        return message;
    }

    /// What [#relaxedPoll] takes, a [Signal] as it is.
    final @Nullable Object pollRaw() {
        return queue.relaxedPoll();
    }

    /// Gives the room of one message that was taken free; by the consumer.
    final void giveRoom() {
        long now = taken + 1; // nobody else writes it
        if (waitable) {
            // volatile: ordered before the look at who waits (L2)
            TAKEN.setVolatile(this, now);
            wakeOne();
        } else {
            // release: the room is free once its message is out; pairs with the read in offer
            TAKEN.setRelease(this, now);
        }
    }

    @Override
    public final boolean hasRoom() {
        return admitted - taken < capacity();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public int size() {
        return queue.size();
    }

    private static final VarHandle ADMITTED;
    private static final VarHandle TAKEN;

    static {
        try {
            var lookup = MethodHandles.lookup();
            ADMITTED = lookup.findVarHandle(BoundedMailbox.class, "admitted", long.class);
            TAKEN = lookup.findVarHandle(BoundedMailbox.class, "taken", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
