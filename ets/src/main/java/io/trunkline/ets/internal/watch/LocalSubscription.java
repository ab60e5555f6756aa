package io.trunkline.ets.internal.watch;

import io.trunkline.engine.Pid;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableEvent.Inserted;
import io.trunkline.ets.TableEvent.Updated;
import io.trunkline.ets.TableNews;
import io.trunkline.ets.Terms;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue of events, and one message to its process while it is not empty.
final class LocalSubscription<R> implements Subscription<R> {
    private final Subscriptions<R> home;
    private final Pid subscriber;
    private final SubscribeOptions options;

    /// Guards what is below. A leaf, but for the message that is sent under it, which never waits.
    private final ReentrantLock lock = new ReentrantLock();

    /// By a key that is the event's own object, or that of its row if events of a key are joined;
    /// oldest first.
    private final Map<Object, TableEvent<R>> waiting = new LinkedHashMap<>();

    private long dropped;
    private boolean announced;
    private boolean ended;

    LocalSubscription(Subscriptions<R> home, Pid subscriber, SubscribeOptions options) {
        this.home = home;
        this.subscriber = subscriber;
        this.options = options;
    }

    @Override
    public Pid subscriber() {
        return subscriber;
    }

    @Override
    public List<TableEvent<R>> drain() {
        lock.lock();
        try {
            List<TableEvent<R>> events = new ArrayList<>(waiting.values());
            waiting.clear();
            announced = false;
            return events;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        home.remove(this);
        end(null);
    }

    /// Adds an event.
    ///
    /// @param key of the row; null for an event of the whole table
    void add(@Nullable Object key, TableEvent<R> event) {
        lock.lock();
        try {
            if (!ended) {
                put(key, event);
                announce();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Adds a last event, if there is one, and no more after it.
    void end(@Nullable TableEvent<R> last) {
        lock.lock();
        try {
            if (last != null && !ended) {
                put(null, last);
                announce();
            }
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    private void put(@Nullable Object key, TableEvent<R> event) {
        if (key == null || !options.coalesce()) {
            enqueue(new Object(), event);
            return;
        }
        KeyOf own = new KeyOf(key);
        TableEvent<R> before = waiting.get(own);
        if (before == null) {
            enqueue(own, event);
        } else {
            waiting.put(own, joined(before, event));
        }
    }

    private void enqueue(Object key, TableEvent<R> event) {
        if (waiting.size() == options.backlog()) {
            var oldest = waiting.entrySet().iterator();
            oldest.next();
            oldest.remove();
            dropped++;
        }
        waiting.put(key, event);
    }

    private static <R> TableEvent<R> joined(TableEvent<R> before, TableEvent<R> event) {
        if (!(event instanceof Updated<R>(R _, R row))) {
            return event;
        }
        return switch (before) {
            case Inserted<R> _ -> new Inserted<>(row);
            case Updated<R>(R first, R _) -> new Updated<>(first, row);
            default -> event;
        };
    }

    private void announce() {
        if (!announced) {
            announced = true;
            subscriber.send(new TableNews(this));
        }
    }

    /// A key of the table, as a key of a map.
    private record KeyOf(Object key) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof KeyOf(Object theirs) && Terms.same(key, theirs);
        }

        @Override
        public int hashCode() {
            return Terms.hash(key);
        }
    }
}
