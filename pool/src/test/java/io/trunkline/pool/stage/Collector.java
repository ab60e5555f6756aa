package io.trunkline.pool.stage;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A consumer that keeps what it gets; an event that is told to crash it does.
final class Collector extends Consumer<Integer, Integer> {
    static final int CRASH = -13;

    private final Queue<Object> seen;
    private final SubscribeTo[] producers;

    Collector(Queue<Object> seen, SubscribeTo... producers) {
        this.seen = seen;
        this.producers = producers;
    }

    static Queue<Object> queue() {
        return new ConcurrentLinkedQueue<>();
    }

    @Override
    protected Init<Integer> init() {
        return ok(0, producers);
    }

    @Override
    protected Outcome<Integer> handleEvents(
            List<Integer> events, Subscription from, Integer count) {
        for (int event : events) {
            if (event == CRASH) {
                throw new IllegalArgumentException("told to");
            }
            seen.add(event);
        }
        return noReply(count + events.size());
    }

    @Override
    protected Outcome<Integer> handleInfo(Object message, Integer count) {
        seen.add(message);
        return noReply(count);
    }
}
