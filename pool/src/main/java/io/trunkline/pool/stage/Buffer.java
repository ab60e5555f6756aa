package io.trunkline.pool.stage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;

/// Events that nobody has asked for, oldest first, and messages that have their place between them.
/// Confined to its stage.
final class Buffer {
    private static final int FIRST_CAPACITY = 16;

    private final int limit;
    private final Keep keep;

    private @Nullable Object[] ring = {};
    private int head;
    private int size;

    /// How many events have left, one way or another: the number of the one at the head.
    private long left;

    private final Queue<Mark> marks = new ArrayDeque<>();

    /// @param limit of events
    Buffer(int limit, Keep keep) {
        this.limit = limit;
        this.keep = keep;
    }

    /// A message to be told when `position` events have left.
    private record Mark(long position, Object message) {}

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Adds events. Messages may be due afterwards.
    ///
    /// @return how many events were discarded
    int store(Events<?> events) {
        int count = events.size();
        int excess = Math.max(0, count - (limit - size));
        switch (keep) {
            case FIRST -> append(events, 0, count - excess);
            case LAST -> {
                int dropped = Math.min(excess, size);
                drop(dropped);
                append(events, excess - dropped, count - (excess - dropped));
            }
        }
        return excess;
    }

    /// Gives back the oldest events, that were taken and are not wanted. There is room for them.
    void putBack(Events<?> events) {
        int count = events.size();
        reserve(size + count);
        head = head >= count ? head - count : head - count + ring.length;
        int straight = Math.min(count, ring.length - head);
        events.copyTo(ring, head, 0, straight);
        events.copyTo(ring, 0, straight, count - straight);
        size += count;
        left -= count;
    }

    /// Gives a message its place behind all events.
    void mark(Object message) {
        marks.add(new Mark(left + size, message));
    }

    /// Takes the oldest events: at most so many, and none behind a message.
    Events<Object> take(long most) {
        int count = (int) Math.min(most, size);
        Mark next = marks.peek();
        if (next != null) {
            count = (int) Math.min(count, next.position - left);
        }
        Object[] taken = new Object[count];
        int first = Math.min(count, ring.length - head);
        System.arraycopy(ring, head, taken, 0, first);
        System.arraycopy(ring, 0, taken, first, count - first);
        drop(count);
        return Events.of(taken, count);
    }

    /// Tells the messages whose turn has come.
    void tellDue(Consumer<Object> listener) {
        Mark next;
        while ((next = marks.peek()) != null && next.position <= left) {
            marks.remove();
            listener.accept(next.message);
        }
    }

    private void append(Events<?> events, int first, int count) {
        reserve(size + count);
        int tail = head + size;
        if (tail >= ring.length) {
            tail -= ring.length;
        }
        int straight = Math.min(count, ring.length - tail);
        events.copyTo(ring, tail, first, straight);
        events.copyTo(ring, 0, first + straight, count - straight);
        size += count;
    }

    private void reserve(int wanted) {
        if (wanted <= ring.length) {
            return;
        }
        int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(wanted - 1) << 1);
        Object[] larger = new Object[capacity < wanted ? wanted : capacity];
        int straight = Math.min(size, ring.length - head);
        System.arraycopy(ring, head, larger, 0, straight);
        System.arraycopy(ring, 0, larger, straight, size - straight);
        ring = larger;
        head = 0;
    }

    private void drop(int count) {
        int straight = Math.min(count, ring.length - head);
        Arrays.fill(ring, head, head + straight, null);
        Arrays.fill(ring, 0, count - straight, null);
        head = head + count >= ring.length ? head + count - ring.length : head + count;
        size -= count;
        left += count;
    }
}
