package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

/// The callers that wait, the oldest first, and what became of those that did. Under the pool's
/// lock.
///
/// One who waits is in the queue until it has a lease or a failure, or gives up; each of these
/// takes it out, so that the first counts.
final class Waiters<R> {
    private final ArrayDeque<Waiter<R>> queue = new ArrayDeque<>();

    private int largest;
    private long granted;
    private long timedOut;
    private long cancelled;
    private long refused;

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    /// @param again whether it had a turn before, and keeps it
    void add(Waiter<R> waiter, boolean again) {
        if (again) {
            queue.addFirst(waiter);
        } else {
            queue.addLast(waiter);
        }
        largest = Math.max(largest, queue.size());
    }

    @Nullable Waiter<R> oldest() {
        return queue.peekFirst();
    }

    /// Ends the wait of the oldest, well.
    void grant(Lease<R> lease) {
        Waiter<R> waiter = queue.removeFirst();
        waiter.lease = lease;
        granted++;
        waiter.gate.open();
    }

    /// Tells the oldest that waits for a start, and for nothing else, that it failed.
    void failImpatient(RuntimeException failure) {
        for (Iterator<Waiter<R>> i = queue.iterator(); i.hasNext(); ) {
            Waiter<R> waiter = i.next();
            if (!waiter.patient) {
                i.remove();
                fail(waiter, failure);
                return;
            }
        }
    }

    void failAll(RuntimeException failure) {
        for (Waiter<R> w = queue.poll(); w != null; w = queue.poll()) {
            fail(w, failure);
        }
    }

    /// One's time is up; it has neither a lease nor a failure.
    void expire(Waiter<R> waiter) {
        queue.remove(waiter);
        timedOut++;
    }

    /// One was interrupted, or killed.
    void cancel(Waiter<R> waiter) {
        if (queue.remove(waiter)) {
            cancelled++;
        }
    }

    /// An owner has ended. It is woken by its own end.
    void cancelOf(ProcessOwner owner) {
        for (Iterator<Waiter<R>> i = queue.iterator(); i.hasNext(); ) {
            if (i.next().owner == owner) {
                i.remove();
                cancelled++;
            }
        }
    }

    /// One would not wait.
    void refuse() {
        refused++;
    }

    Duration oldestWait(long now) {
        Waiter<R> oldest = queue.peekFirst();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(now - oldest.since);
    }

    int largest() {
        return largest;
    }

    long granted() {
        return granted;
    }

    long timedOut() {
        return timedOut;
    }

    long cancelled() {
        return cancelled;
    }

    long refused() {
        return refused;
    }

    private void fail(Waiter<R> waiter, RuntimeException failure) {
        waiter.failure = failure;
        waiter.gate.open();
    }
}
