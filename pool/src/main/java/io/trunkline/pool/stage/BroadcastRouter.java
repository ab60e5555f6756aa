package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Sends every event to every subscriber, when all have asked for it.
///
/// A subscriber's own demand is what it has asked for above what all have; `ready` is what all
/// have.
final class BroadcastRouter extends Router {
    private final Output output;
    private final List<Subscription> subscribers = new ArrayList<>();

    /// How many events all have asked for and not got.
    private long ready;

    /// How many events have been asked for upstream and not come: never less than `ready`.
    private long requested;

    BroadcastRouter(Output output) {
        this.output = output;
    }

    @Override
    @Nullable ExitReason subscribe(Subscription subscriber) {
        for (Subscription other : subscribers) {
            if (other.consumer().equals(subscriber.consumer())) {
                return Cancellation.ALREADY_SUBSCRIBED;
            }
        }
        for (Subscription other : subscribers) {
            other.demand += ready; // it waits for the new one
        }
        ready = 0;
        subscriber.demand = 0;
        subscribers.add(subscriber);
        return null;
    }

    @Override
    long cancel(Subscription subscriber) {
        subscribers.remove(subscriber);
        subscriber.demand = 0;
        if (subscribers.isEmpty()) {
            ready = 0;
            return 0;
        }
        return level();
    }

    @Override
    long ask(Subscription subscriber, long events) {
        subscriber.demand += events;
        return level();
    }

    /// Finds out what all have asked for.
    ///
    /// @return how much of it must be asked for upstream
    private long level() {
        long common = Long.MAX_VALUE;
        for (Subscription subscriber : subscribers) {
            common = Math.min(common, subscriber.demand);
        }
        if (common > 0) {
            for (Subscription subscriber : subscribers) {
                subscriber.demand -= common;
            }
            ready += common;
        }
        long missing = Math.max(0, ready - requested);
        requested += missing;
        return missing;
    }

    @Override
    Events<?> dispatch(Events<?> events) {
        int count = (int) Math.min(ready, events.size());
        if (count == 0) {
            return events;
        }
        ready -= count;
        requested -= count;
        Events<?> now = events.part(0, count);
        output.delivered(count);
        for (Subscription subscriber : subscribers) {
            send(subscriber, now);
        }
        return count == events.size() ? Events.none() : events.part(count, events.size());
    }

    private void send(Subscription subscriber, Events<?> events) {
        Predicate<Object> selector = subscriber.options().selector();
        Events<?> selected = selector == null ? events : select(events, selector);
        if (!selected.isEmpty()) {
            output.send(subscriber, selected);
        }
        int others = events.size() - selected.size();
        if (others > 0) {
            // by a message, as its demand may let events go that come after those of this dispatch
            output.toSelf(new StageMessage.Ask(subscriber, others));
        }
    }

    private static Events<?> select(Events<?> events, Predicate<Object> selector) {
        Object[] selected = new Object[events.size()];
        int count = 0;
        for (Object event : events) {
            if (selector.test(event)) {
                selected[count++] = event;
            }
        }
        return count == selected.length ? events : Events.of(selected, count);
    }

    @Override
    long wanted() {
        return ready;
    }

    @Override
    void info(Object message) {
        output.tell(message);
    }
}
