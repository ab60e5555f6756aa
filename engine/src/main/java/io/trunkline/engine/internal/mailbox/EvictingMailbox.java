package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Overflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded mailbox whose senders may take the oldest message out. Taking is under a lock, since
/// there may be more than one who takes; offers are not.
public final class EvictingMailbox extends BoundedMailbox {
    /* A sender that looks for the oldest message moves the signals before it to `older`. They are
     * ahead of everything in the queue, and the consumer takes them first. Whether the mailbox is
     * empty is asked under the lock as well: a signal on its way from the queue to `older` is in
     * neither.
     */

    private final ReentrantLock taking = new ReentrantLock();

    /// Guarded by the lock.
    private final Queue<Object> older = new ArrayDeque<>(0);

    public EvictingMailbox(int capacity) {
        super(capacity, Overflow.DROP_OLDEST, MailboxSpec.NO_TIMEOUT);
    }

    @Override
    public @Nullable Object evict() {
        taking.lock();
        try {
            Object message = pollRaw();
            while (message instanceof Signal(Object signal)) {
                older.add(signal);
                message = pollRaw();
            }
            if (message != null) {
                giveRoom();
            }
            return message;
        } finally {
            taking.unlock();
        }
    }

    @Override
    public @Nullable Object relaxedPoll() {
        taking.lock();
        try {
            Object signal = older.poll();
            return signal == null ? super.relaxedPoll() : signal;
        } finally {
            taking.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        taking.lock();
        try {
            return older.isEmpty() && super.isEmpty();
        } finally {
            taking.unlock();
        }
    }

    @Override
    public int size() {
        taking.lock();
        try {
            return older.size() + super.size();
        } finally {
            taking.unlock();
        }
    }
}
