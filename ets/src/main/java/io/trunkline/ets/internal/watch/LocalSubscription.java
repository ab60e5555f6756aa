package io.trunkline.ets.internal.watch;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableEvent.Cleared;
import io.trunkline.ets.TableEvent.Inserted;
import io.trunkline.ets.TableEvent.Updated;
import io.trunkline.ets.TableNews;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue of events, and one message to its process while it is not empty.
final class LocalSubscription<R> implements Subscription<R>, ExitHook {
    private final Subscriptions<R> home;
    private final Pid subscriber;
    private final SubscribeOptions options;

    /// Guards what is below. A leaf, but for the message that is sent under it, which never waits.
    private final ReentrantLock lock = new ReentrantLock();

    /// Oldest first.
    private final Map<Place, TableEvent<R>> waiting = new LinkedHashMap<>();

    /// The places of keys whose next event is joined with one that waits.
    private final Map<Object, Place> places;

    private long dropped;
    private boolean announced;
    private boolean ended;

    /// An event's place in the queue.
    private static final class Place {
        /// Null if nothing will be joined with it.
        final @Nullable Object key;

        Place(@Nullable Object key) {
            this.key = key;
        }
    }

    /// @param keyOrder of the table's keys: zero for those that are one key there
    LocalSubscription(
            Subscriptions<R> home,
            Pid subscriber,
            SubscribeOptions options,
            Comparator<Object> keyOrder) {
        this.home = home;
        this.subscriber = subscriber;
        this.options = options;
        this.places = new TreeMap<>(keyOrder);
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
            forgetWaiting();
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

    @Override
    public void exited(Pid process, ExitReason reason) {
        cancel();
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
        if (!options.coalesce() || key == null) {
            if (options.coalesce() && event instanceof Cleared<R>) {
                forgetWaiting(); // that was the last change of every key
            }
            enqueue(new Place(null), event);
            return;
        }
        Place place = places.get(key);
        if (place == null) {
            place = new Place(key);
            enqueue(place, event);
            places.put(key, place);
        } else {
            waiting.computeIfPresent(place, (_, before) -> joined(before, event));
        }
    }

    private void enqueue(Place place, TableEvent<R> event) {
        if (waiting.size() == options.backlog()) {
            var oldest = waiting.entrySet().iterator();
            Object key = oldest.next().getKey().key;
            oldest.remove();
            if (key != null) {
                places.remove(key);
            }
            dropped++;
        }
        waiting.put(place, event);
    }

    private void forgetWaiting() {
        waiting.clear();
        places.clear();
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
}
