package io.trunkline.pool.ready;

import io.trunkline.engine.Behaviour;
import io.trunkline.pool.guard.RateLimiter;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.ProducerConsumer;
import io.trunkline.pool.stage.Subscribing;
import io.trunkline.pool.stage.Subscription;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/// A stage that passes events on no faster than a limiter permits: one permit an event.
///
/// ```java
/// RateLimiter limiter = RateLimiter.of(RateLimit.smooth(100, ofSeconds(1)), node);
/// Stage.from(node, source).via(() -> Throttle.of(limiter), maxDemand(10)).into(Client::new)
/// ```
///
/// Several stages, and others, may share a limiter; one that is restarted has no fresh burst. The
/// limiter should follow the node's time.
///
/// It asks for as many events as its `maxDemand` says, and for others when those have been passed
/// on: what waits for permits is no more than that. What its consumers have not asked for by the
/// time it is permitted waits in the buffer, and goes out at once when they ask.
///
/// @param <E> the events
public final class Throttle<E> extends ProducerConsumer<E, E, Queue<Throttle.Waiting<E>>> {
    private final RateLimiter limiter;

    /// How many events of each producer were passed on since it was asked for more.
    private final Map<Subscription, Integer> passed = new HashMap<>();

    private boolean timed;
    private boolean draining;

    private Throttle(RateLimiter limiter) {
        this.limiter = Objects.requireNonNull(limiter, "limiter");
    }

    /// An event that waits for its permit.
    record Waiting<E>(E event, Subscription from) {}

    /// The time of a permit has come.
    private record Due() implements Behaviour.Notice {}

    /// One that takes a permit for each event.
    public static <E> Throttle<E> of(RateLimiter limiter) {
        return new Throttle<>(limiter);
    }

    @Override
    protected Init<Queue<Waiting<E>>> init() {
        return ok(new ArrayDeque<>());
    }

    @Override
    protected Subscribing<Queue<Waiting<E>>> handleSubscribe(
            Subscription subscription, Queue<Waiting<E>> waiting) {
        if (!subscription.consumer().equals(self().pid())) {
            return automatic(waiting);
        }
        subscription.ask(subscription.options().maxDemand());
        return manual(waiting);
    }

    @Override
    protected Outcome<Queue<Waiting<E>>> handleEvents(
            List<E> events, Subscription from, Queue<Waiting<E>> waiting) {
        for (E event : events) {
            waiting.add(new Waiting<>(event, from));
        }
        return pass(waiting);
    }

    @Override
    protected Outcome<Queue<Waiting<E>>> handleInfo(Object message, Queue<Waiting<E>> waiting) {
        if (message instanceof Due) {
            timed = false;
        }
        return pass(waiting);
    }

    @Override
    protected Outcome<Queue<Waiting<E>>> handleDrain(Queue<Waiting<E>> waiting) {
        draining = true;
        return pass(waiting);
    }

    private Outcome<Queue<Waiting<E>>> pass(Queue<Waiting<E>> waiting) {
        List<E> permitted = new ArrayList<>();
        while (!waiting.isEmpty() && limiter.tryAcquire()) {
            Waiting<E> next = waiting.remove();
            permitted.add(next.event());
            count(next.from());
        }
        if (!waiting.isEmpty() && !timed) {
            timed = true;
            self().sendAfter(limiter.untilNext(), new Due());
        }
        return draining && waiting.isEmpty()
                ? emitLast(permitted, waiting)
                : emit(permitted, waiting);
    }

    private void count(Subscription from) {
        int events = passed.merge(from, 1, Integer::sum);
        if (events >= from.options().maxDemand() - from.options().minDemand()) {
            passed.remove(from);
            from.ask(events);
        }
    }
}
