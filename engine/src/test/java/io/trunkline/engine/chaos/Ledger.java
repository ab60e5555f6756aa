package io.trunkline.engine.chaos;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/// Numbers all that must happen once, and knows how much of it is under way.
///
/// A message is *opened* before it is sent, *arrives* where it is handled or becomes a dead letter,
/// and is *closed* when its handler has ended. A call is opened and closed by its caller, and
/// arrives once or, if it fails, not at all. Whoever opens something is itself under way, so
/// "nothing is open" is final.
final class Ledger {
    static final int NONE = -1;

    private static final int CAPACITY = 1 << 16;
    private static final int CALL = 1 << 16;

    /// Numbers kept for messages that must be sent.
    private static final int RESERVED = 1 << 12;

    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong progress = new AtomicLong();

    /// By number: how often it arrived, and whether it is a call.
    private final AtomicIntegerArray arrivals = new AtomicIntegerArray(CAPACITY);

    /// By number: where it went, until it is closed. Only for people.
    private final AtomicReferenceArray<String> targets = new AtomicReferenceArray<>(CAPACITY);

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile Thread waiter;

    /// @return the number of a message about to be sent, or [#NONE] when enough have been
    int openMessage() {
        return numbers.get() >= CAPACITY - RESERVED ? NONE : openNeeded();
    }

    /// @return the number of a message that must be sent
    int openNeeded() {
        open.incrementAndGet();
        return numbers.getAndIncrement();
    }

    /// @return the number of a call about to be made, or [#NONE] when enough have been
    int openCall() {
        int number = openMessage();
        if (number != NONE) {
            arrivals.set(number, CALL);
        }
        return number;
    }

    /// Says that something else is under way until [#close()].
    void open() {
        open.incrementAndGet();
    }

    /// Takes back a message that was not sent.
    void withdraw(int number) {
        arrived(number, "withdrawn");
        close(number);
    }

    void arrived(int number, String how) {
        if ((arrivals.getAndIncrement(number) & ~CALL) != 0) {
            violated("a message must arrive once: message=" + number + ", again=" + how);
        }
    }

    /// Whether `count` numbers have been given out.
    boolean hasCounted(int count) {
        return numbers.get() >= count;
    }

    boolean hasArrived(int number) {
        return (arrivals.get(number) & ~CALL) != 0;
    }

    /// Remembers where a message or call goes.
    void goes(int number, String target) {
        targets.set(number, target);
    }

    void close(int number) {
        targets.set(number, null);
        close();
    }

    /// Ends an [#open()].
    void close() {
        progress.incrementAndGet();
        if (open.decrementAndGet() == 0) {
            LockSupport.unpark(waiter);
        }
    }

    void violated(String what) {
        violations.add(what);
    }

    Queue<String> violations() {
        return violations;
    }

    /// Waits until nothing is open.
    ///
    /// @return false if nothing was closed for `patienceNanos`
    boolean awaitNothingOpen(long patienceNanos) {
        waiter = Thread.currentThread();
        long seen = -1;
        long since = System.nanoTime();
        while (open.get() != 0) {
            long now = System.nanoTime();
            long made = progress.get();
            if (made != seen) {
                seen = made;
                since = now;
            }
            if (now - since >= patienceNanos) {
                return false;
            }
            LockSupport.parkNanos(this, patienceNanos / 8);
        }
        return true;
    }

    /// Finds the messages that never arrived; when nothing is open.
    void checkArrivals() {
        for (int i = 0; i < Math.min(CAPACITY, numbers.get()); i++) {
            if (arrivals.get(i) == 0) {
                violated("a message must arrive: message=" + i);
            }
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder("numbers=").append(numbers).append(", open=").append(open);
        for (int i = 0; i < Math.min(CAPACITY, numbers.get()); i++) {
            String target = targets.get(i);
            if (target != null) {
                text.append("\n  ").append(i).append(" to ").append(target);
                text.append(hasArrived(i) ? ", arrived" : ", not arrived");
            }
        }
        violations.forEach(v -> text.append("\n  ").append(v));
        return text.toString();
    }
}
