package io.trunkline.pool.flow;

import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Subscription;

import java.util.List;
import java.util.concurrent.BlockingQueue;

/// Shows what it gets, and how its producers end.
final class Gathering extends Consumer<Integer, Long> {
    private final BlockingQueue<Object> seen;

    Gathering(BlockingQueue<Object> seen) {
        this.seen = seen;
    }

    @Override
    protected Init<Long> init() {
        return ok(0L);
    }

    @Override
    protected Outcome<Long> handleEvents(List<Integer> events, Subscription from, Long count) {
        seen.addAll(events);
        return noReply(count + events.size());
    }

    @Override
    protected Outcome<Long> handleCancel(Cancellation why, Subscription from, Long count) {
        seen.add(why.reason());
        return noReply(count);
    }
}
