package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A bounded queue in an array, for many producers and consumers, that can be closed.
///
/// *Overview.* D. Vyukov's queue: each slot has a turn. Ticket `t` is put into slot `t mod n` when
/// that has turn `t`, and makes it `t + 1`; taken when it has turn `t + 1`, and makes it `t + n`.
/// Tickets are given out by compare-and-set of `head` and `tail`.
///
/// - **Q1.** A ticket of `tail` is given out only while the ring is open, in the same
///   compare-and-set that finds it so: the lowest bit of `tail` says that it is closed. So what is
///   accepted is before the closing, and `tail` stands still afterwards.
/// - **Q2.** It is empty when `head` has reached `tail`, not when the slot is: who is about to
///   sleep sees a ticket that was given out, though its task may not be in the slot yet.
/// - **Q3.** No more wait than the capacity: a ticket is given out only below `limit`, which is
///   never more than the capacity above `head`.
final class TaskRing extends TaskRingTail implements TaskQueue {
    private static final int FEW_LOOKS = 100;
    private static final VarHandle TURNS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle TAIL = handle(TaskRingTail.class, "tail", long.class);
    private static final VarHandle LIMIT = handle(TaskRingTail.class, "limit", long.class);
    private static final VarHandle HEAD = handle(TaskRing.class, "head", long.class);

    private static final VarHandle LARGEST = handle(TaskRing.class, "largest", int.class);

    private final int capacity;
    private final boolean measured;
    private final int mask;
    private final long[] turns;
    private final @Nullable QueuedTask<?>[] slots;

    /// The next ticket to be taken.
    @SuppressWarnings("unused") // through HEAD
    private volatile long head;

    @SuppressWarnings("unused") // through LARGEST
    private volatile int largest;

    /// @param measured whether it looks how many wait each time a task is taken
    TaskRing(int capacity, boolean measured) {
        this.capacity = capacity;
        this.measured = measured;
        int slotCount = Math.max(2, Integer.highestOneBit(capacity - 1) << 1);
        this.mask = slotCount - 1;
        this.turns = new long[slotCount];
        this.slots = new QueuedTask<?>[slotCount];
        for (int i = 0; i < slotCount; i++) {
            turns[i] = i;
        }
        LIMIT.setRelease(this, (long) capacity);
    }

    @Override
    public Offer offer(QueuedTask<?> task) {
        long ticket;
        while (true) {
            long word = (long) TAIL.getVolatile(this);
            if ((word & 1) != 0) {
                return Offer.CLOSED;
            }
            ticket = word >> 1;
            if (ticket >= (long) LIMIT.getOpaque(this) && !raiseLimit(ticket)) {
                return Offer.FULL;
            }
            if (TAIL.compareAndSet(this, word, word + 2)) {
                break;
            }
        }
        int slot = (int) ticket & mask;
        awaitTurn(slot, ticket);
        slots[slot] = task;
        // release: publishes the task before its turn; pairs with the acquire in awaitTurn
        TURNS.setRelease(turns, slot, ticket + 1);
        return Offer.ACCEPTED;
    }

    /// opaque: `limit` is a bound on `head`, which only grows, so an old one refuses nobody wrongly
    /// before it has been raised here, and admits nobody wrongly.
    private boolean raiseLimit(long ticket) {
        long raised = (long) HEAD.getVolatile(this) + capacity;
        LIMIT.setOpaque(this, raised);
        return ticket < raised;
    }

    @Override
    public @Nullable QueuedTask<?> poll() {
        while (true) {
            long ticket = (long) HEAD.getVolatile(this);
            int slot = (int) ticket & mask;
            // acquire: pairs with the release in offer
            long turn = (long) TURNS.getAcquire(turns, slot);
            if (turn == ticket + 1) {
                if (HEAD.compareAndSet(this, ticket, ticket + 1)) {
                    QueuedTask<?> task = slots[slot];
                    free(slot, ticket);
                    if (measured) {
                        measure(accepted() - ticket);
                    }
                    return task;
                }
            } else if (ticket >= (long) TAIL.getVolatile(this) >> 1) {
                return null;
            } else {
                Thread.onSpinWait(); // its producer is between ticket and slot
            }
        }
    }

    private void free(int slot, long ticket) {
        slots[slot] = null;
        // release: the slot is read and cleared before it is free; pairs with the acquire in
        // awaitTurn
        TURNS.setRelease(turns, slot, ticket + mask + 1);
    }

    @Override
    public boolean dropEnded() {
        long ticket = (long) HEAD.getVolatile(this);
        int slot = (int) ticket & mask;
        // acquire: pairs with the release in offer
        if ((long) TURNS.getAcquire(turns, slot) == ticket + 1) {
            // racy: another's task if this one was taken meanwhile; tolerated because the CAS fails
            // then
            QueuedTask<?> task = slots[slot];
            if (task != null && task.isDone() && HEAD.compareAndSet(this, ticket, ticket + 1)) {
                free(slot, ticket);
                return true;
            }
        }
        // somebody else may have taken it, or more; the tail first, so that a full one was full
        long given = accepted();
        return given - (long) HEAD.getVolatile(this) < capacity;
    }

    /// Waits for who has the slot's last ticket to leave it: some instructions, unless that thread
    /// has lost its processor.
    private void awaitTurn(int slot, long ticket) {
        int looks = 0;
        while ((long) TURNS.getAcquire(turns, slot) != ticket) {
            if (++looks < FEW_LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void measure(long waiting) {
        int seen = (int) LARGEST.getOpaque(this); // opaque: an old value costs a CAS that fails
        while (waiting > seen) {
            int now = (int) LARGEST.compareAndExchange(this, seen, (int) waiting);
            if (now == seen) {
                return;
            }
            seen = now;
        }
    }

    @Override
    public int largest() {
        return Math.min(capacity, (int) LARGEST.getVolatile(this));
    }

    @Override
    public @Nullable QueuedTask<?> pollOldest() {
        return poll();
    }

    @Override
    public boolean isEmpty() {
        return (long) HEAD.getVolatile(this) >= (long) TAIL.getVolatile(this) >> 1;
    }

    @Override
    public int size() {
        long taken = (long) HEAD.getVolatile(this);
        return Math.clamp(accepted() - taken, 0, capacity);
    }

    @Override
    public long accepted() {
        return (long) TAIL.getVolatile(this) >> 1;
    }

    @Override
    public void close() {
        long before = (long) TAIL.getAndBitwiseOr(this, 1L);
        assert before >= 0;
    }

    @Override
    public boolean isClosed() {
        return ((long) TAIL.getVolatile(this) & 1) != 0;
    }

    static VarHandle handle(Class<?> holder, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .findVarHandle(holder, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

/// What producers write, apart from what consumers do.
@SuppressWarnings("unused") // the long fields keep others off the cache line
abstract class TaskRingTail {
    private long p00, p01, p02, p03, p04, p05, p06, p07;
    private long p10, p11, p12, p13, p14, p15, p16;

    /// The next ticket to be given out, times two, and whether the ring is closed.
    private volatile long tail;

    /// Tickets below this one may be given out.
    private volatile long limit;

    private long p20, p21, p22, p23, p24, p25, p26, p27;
    private long p30, p31, p32, p33, p34, p35, p36;
}
