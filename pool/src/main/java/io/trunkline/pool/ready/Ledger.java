package io.trunkline.pool.ready;

import io.trunkline.pool.stage.Subscription;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The events that were taken from a feed and not acknowledged. Used by one producer at a time,
/// under the lock of its [Acknowledged].
///
/// Each of them is in one place: in `again` to be emitted once more, in `emitted` when it waits in
/// the producer's buffer or in the queue of a partition, or in the queue of the subscription that
/// it was sent by. `emitted` goes by identity: events may be equal, and where one and the same is
/// emitted twice it does not matter which is which.
final class Ledger<E> {
    private final Queue<E> again = new ArrayDeque<>();
    private final IdentityHashMap<E, Integer> emitted = new IdentityHashMap<>();
    private final Map<Subscription, Deque<E>> sent = new HashMap<>();

    private long taken;
    private long acknowledged;
    private long redelivered;

    /// What anybody may know.
    private volatile AckCounts counts = new AckCounts(0, 0, 0, 0);

    AckCounts counts() {
        return counts;
    }

    void publish() {
        counts = new AckCounts(taken, acknowledged, redelivered, outstanding());
    }

    long outstanding() {
        return taken - acknowledged;
    }

    /// Moves up to `most` of the events that are to be emitted again.
    void takeAgain(long most, List<? super E> out) {
        E event;
        for (long i = 0; i < most && (event = again.poll()) != null; i++) {
            redelivered++;
            out.add(event);
            emitted.merge(event, 1, Integer::sum);
        }
    }

    /// Notes events that come from the feed and are going to be emitted.
    void take(List<? extends E> events) {
        taken += events.size();
        for (E event : events) {
            emitted.merge(event, 1, Integer::sum);
        }
    }

    void send(List<E> events, Subscription to) {
        Deque<E> open = sent.computeIfAbsent(to, _ -> new ArrayDeque<>());
        for (E event : events) {
            leave(event);
            open.add(event);
        }
    }

    /// Notes that an event which was emitted goes to nobody.
    void drop(E event) {
        leave(event);
        acknowledged++;
    }

    private void leave(E event) {
        emitted.computeIfPresent(event, (_, times) -> times == 1 ? null : times - 1);
    }

    void acknowledge(long events, Subscription from) {
        Deque<E> open = sent.get(from);
        for (long i = 0; i < events && open != null && open.poll() != null; i++) {
            acknowledged++;
        }
    }

    /// Has those emitted again that were sent by a subscription which has ended.
    ///
    /// @return whether there are any
    boolean cancel(Subscription subscription) {
        Deque<E> open = sent.remove(subscription);
        return open != null && again.addAll(open);
    }

    /// Has all emitted again, as the producer which did so has ended.
    void restart() {
        sent.values().forEach(again::addAll);
        sent.clear();
        emitted.forEach((event, times) -> {
            for (int i = 0; i < times; i++) {
                again.add(event);
            }
        });
        emitted.clear();
    }
}
