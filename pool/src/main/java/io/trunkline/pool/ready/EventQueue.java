package io.trunkline.pool.ready;

import io.trunkline.engine.Alias;
import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue that anybody fills and a producer empties, as its consumers ask for events: so
/// back pressure reaches those who make them.
///
/// ```java
/// EventQueue<Order> orders = EventQueue.of(node, 1_000);
/// RunningPipeline running = Stage.from(node, orders::producer).into(Shipping::new).start();
/// orders.put(order);                                   // waits while 1,000 are in it
/// orders.close();                                      // what was accepted is delivered, then it ends
/// ```
///
/// *Threads.* Any number may offer, one producer reads. [#offer] never waits and takes no lock; it
/// allocates nothing and sends a message only to a producer that has run out of events. [#put]
/// waits as a process, for threads and threaded processes. Events of one thread keep their order.
///
/// *After a crash.* The queue outlives its producer: one that is restarted goes on with what is in
/// it. What its predecessor had taken is lost; see [Acknowledged].
///
/// @param <E> the events
public final class EventQueue<E> implements Feed<E> {
    /* Overview
     *
     * A ring of slots, filled by any thread and emptied by the reader. Places are counted from 0;
     * `tail` is the next to be filled, `head` the next to be emptied. The top bit of `tail` closes
     * the queue.
     *
     * I1  head <= tail <= head + capacity. Who moves tail on by one owns that place.
     * I2  A slot is null unless its place is in head..tail and its owner has filled it. The reader
     *     empties a slot before it moves head, so that who comes next finds it null.
     * I3  If `idle` then the reader has seen the slot at head null after it set `idle`, or is about
     *     to look. Who fills a slot looks at `idle` afterwards, and who takes it back wakes the
     *     reader. Both are volatile: one of the two sees the other.
     * I4  The same for those who wait for room: one adds itself to `waiters`, and looks for room
     *     again before it waits; the reader moves `head`, and then looks at `waiters`.
     */
    private static final long CLOSED = Long.MIN_VALUE;

    private final Node node;
    private final int capacity;
    private final int mask;
    private final AtomicReferenceArray<@Nullable E> slots;

    // --- any thread ---

    private final AtomicLong tail = new AtomicLong();
    private final AtomicBoolean idle = new AtomicBoolean();
    private final Queue<Alias> waiters = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Pid reader;

    // --- written by the reader ---

    private final AtomicLong head = new AtomicLong();

    /// Held by the reader while it takes events: one that was killed may still be at it when its
    /// successor starts.
    private final ReentrantLock reading = new ReentrantLock();

    private EventQueue(Node node, int capacity) {
        if (capacity < 1 || capacity > 1 << 30) {
            throw new IllegalArgumentException(
                    "capacity must be in 1..%d: capacity=%d".formatted(1 << 30, capacity));
        }
        this.node = Objects.requireNonNull(node, "node");
        this.capacity = capacity;
        int slotCount = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        mask = slotCount - 1;
        slots = new AtomicReferenceArray<>(slotCount);
    }

    /// What wakes the reader: there are events, or the end.
    private record Filled() implements Behaviour.Notice {}

    /// What wakes who waits for room.
    private record Room(Alias waiter) {}

    /// Makes an empty queue of at most `capacity` events.
    public static <E> EventQueue<E> of(Node node, int capacity) {
        return new EventQueue<>(node, capacity);
    }

    /// Adds an event if there is room now. Never waits.
    public Offer offer(E event) {
        Objects.requireNonNull(event, "event");
        long place;
        do {
            place = tail.get();
            if (place < 0) {
                return Offer.CLOSED;
            }
            if (place - head.get() >= capacity) {
                return Offer.FULL;
            }
        } while (!tail.compareAndSet(place, place + 1));
        slots.set((int) place & mask, event);
        wakeReader();
        return Offer.ACCEPTED;
    }

    /// Adds an event, waiting for room for as long as it takes.
    ///
    /// @return ACCEPTED or CLOSED
    public Offer put(E event) {
        return put(event, Duration.ofNanos(Long.MAX_VALUE));
    }

    /// Adds an event, waiting for room for at most `timeout`. Those who wait are served in no
    /// particular order.
    public Offer put(E event, Duration timeout) {
        Offer first = offer(event);
        if (first != Offer.FULL) {
            return first;
        }
        Self self = node.self();
        long deadline = node.clock().nanoTime() + nanos(timeout);
        while (true) {
            Alias waiter = self.alias(Alias.Mode.REPLY);
            waiters.add(waiter);
            Offer again = offer(event);
            long left = deadline - node.clock().nanoTime();
            if (again != Offer.FULL || left <= 0) {
                leave(self, waiter);
                return again;
            }
            if (self.receive(message -> roomFor(waiter, message), Duration.ofNanos(left))
                    .isEmpty()) {
                leave(self, waiter);
                return offer(event);
            }
        }
    }

    private static long nanos(Duration timeout) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
        return timeout.compareTo(longest) < 0 ? timeout.toNanos() : longest.toNanos();
    }

    private static Receive<Room> roomFor(Alias waiter, Object message) {
        return message instanceof Room room && room.waiter() == waiter
                ? Receive.take(room)
                : Receive.skip();
    }

    private void leave(Self self, Alias waiter) {
        waiters.remove(waiter);
        self.unalias(waiter);
        self.receive(message -> roomFor(waiter, message), Duration.ZERO);
    }

    /// Accepts no more. The producer emits what was accepted, and then its last event. Does nothing
    /// the second time.
    public void close() {
        tail.getAndUpdate(place -> place | CLOSED);
        wakeReader();
        wakeWaiters(Integer.MAX_VALUE);
    }

    /// How many events are in it.
    public int size() {
        long emptied = head.get();
        return (int) Math.max(0, (tail.get() & ~CLOSED) - emptied);
    }

    /// @throws IllegalStateException if another process reads it
    @Override
    public Cursor<E> open(Pid reader) {
        Pid before = this.reader;
        if (before != null && before.isAlive() && !before.equals(reader)) {
            throw new IllegalStateException("a queue must have one reader: reader=" + before);
        }
        Reading cursor = new Reading();
        cursor.resume(reader);
        return cursor;
    }

    private final class Reading implements Cursor<E> {
        @Override
        public void resume(Pid next) {
            reader = next;
            idle.set(false);
        }

        @Override
        public Rest take(int most, List<? super E> out) {
            reading.lock();
            try {
                return takeAlone(most, out);
            } finally {
                reading.unlock();
            }
        }

        /// Accepts no more, and has all taken that was accepted.
        @Override
        public boolean drain() {
            EventQueue.this.close();
            return true;
        }
    }

    private Rest takeAlone(int most, List<? super E> out) {
        long first = head.get();
        long next = first;
        E event;
        while (next - first < most && (event = slots.get((int) next & mask)) != null) {
            // opaque: who fills the slot again has seen the volatile write of head below
            slots.setOpaque((int) next & mask, null);
            out.add(event);
            next++;
        }
        if (next > first) {
            head.set(next);
        }
        if (next - first == most && most > 0) {
            wakeWaiters(most);
            return new Rest.More();
        }
        idle.set(true);
        if (slots.get((int) next & mask) != null) {
            idle.set(false);
            return new Rest.More();
        }
        wakeWaiters(Integer.MAX_VALUE);
        return tail.get() == (next | CLOSED) ? new Rest.Ended() : new Rest.Waiting();
    }

    @Override
    public String toString() {
        return "EventQueue[%d of %d]".formatted(size(), capacity);
    }

    private void wakeReader() {
        if (idle.get() && idle.compareAndSet(true, false)) {
            Pid process = reader; // after idle: who was idle, or a later one
            if (process != null) {
                process.send(new Filled());
            }
        }
    }

    private void wakeWaiters(int most) {
        Alias waiter;
        for (int woken = 0; woken < most && (waiter = waiters.poll()) != null; woken++) {
            waiter.send(new Room(waiter));
        }
    }
}
