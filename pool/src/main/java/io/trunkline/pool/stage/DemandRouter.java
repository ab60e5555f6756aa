package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Sends the next events to who has asked for most.
final class DemandRouter extends Router {
    private final Output output;

    /// Those with more demand first; among equals who came to it first.
    private final List<Subscription> subscribers = new ArrayList<>();

    /// Demand of subscribers that have left: it has gone upstream, so that as much of what others
    /// ask for need not.
    private long orphaned;

    DemandRouter(Output output) {
        this.output = output;
    }

    @Override
    @Nullable ExitReason subscribe(Subscription subscriber) {
        subscriber.demand = 0;
        subscribers.add(subscriber);
        return null;
    }

    @Override
    long cancel(Subscription subscriber) {
        subscribers.remove(subscriber);
        orphaned += subscriber.demand;
        subscriber.demand = 0;
        return 0;
    }

    @Override
    long ask(Subscription subscriber, long events) {
        place(subscriber, subscriber.demand + events);
        long covered = Math.min(orphaned, events);
        orphaned -= covered;
        return events - covered;
    }

    @Override
    Events<?> dispatch(Events<?> events) {
        int sent = 0;
        while (sent < events.size() && !subscribers.isEmpty()) {
            Subscription hungriest = subscribers.getFirst();
            if (hungriest.demand == 0) {
                break;
            }
            int count = (int) Math.min(hungriest.demand, events.size() - sent);
            place(hungriest, hungriest.demand - count);
            output.deliver(hungriest, events.part(sent, sent + count));
            sent += count;
        }
        int rest = events.size() - sent;
        orphaned = Math.max(0, orphaned - rest);
        return rest == 0 ? Events.none() : events.part(sent, events.size());
    }

    @Override
    long wanted() {
        return subscribers.isEmpty() ? 0 : subscribers.getFirst().demand;
    }

    @Override
    void info(Object message) {
        output.tell(message);
    }

    /// Gives a subscriber other demand, and its place by that: behind all that have as much.
    private void place(Subscription subscriber, long demand) {
        subscriber.demand = demand;
        if (subscribers.size() == 1) {
            return;
        }
        subscribers.remove(subscriber);
        int at = 0;
        while (at < subscribers.size() && subscribers.get(at).demand >= demand) {
            at++;
        }
        subscribers.add(at, subscriber);
    }
}
