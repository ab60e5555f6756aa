package io.trunkline.pool.flow;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A bounded queue between the threads of a publisher, which come one after the other, and a
/// process. An empty slot is null.
final class EventRing<E> {
    private final @Nullable Object[] slots;
    private final int mask;

    /// The publisher's: where the next event goes.
    private int tail;

    /// The process's: where the oldest event is.
    private int head;

    /// @param capacity a power of two
    EventRing(int capacity) {
        slots = new Object[capacity];
        mask = capacity - 1;
    }

    /// Adds an event, by a volatile write: see [Waker].
    ///
    /// @return false if it is full
    boolean offer(E event) {
        int at = tail & mask;
        if (slotAcquire(at) != null) {
            return false;
        }
        tail++;
        setSlot(at, event); // volatile: before the look whether the process sleeps
        return true;
    }

    /// Takes the oldest event; null if there is none.
    @SuppressWarnings("unchecked") // what was put in
    @Nullable E poll() {
        int at = head & mask;
        Object event = slotAcquire(at);
        if (event != null) {
            head++;
            clearSlotRelease(at); // release: not before it was read; pairs with the look in offer
        }
        return (E) event;
    }

    /// Whether the process finds none now.
    boolean isEmpty() {
        return slot(head & mask) == null;
    }

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

    private @Nullable Object slot(int at) {
        return SLOTS.getVolatile(slots, at);
    }

    private @Nullable Object slotAcquire(int at) {
        return SLOTS.getAcquire(slots, at);
    }

    private void setSlot(int at, Object event) {
        SLOTS.setVolatile(slots, at, event);
    }

    private void clearSlotRelease(int at) {
        SLOTS.setRelease(slots, at, null);
    }
}
