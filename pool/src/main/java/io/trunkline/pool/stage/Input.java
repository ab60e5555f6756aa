package io.trunkline.pool.stage;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The side of a stage that receives: what it has subscribed to, and what waits to be handled.
/// Confined to the stage.
final class Input {
    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final StageLoop<?> loop;

    /// Null if the stage emits nothing: then nothing waits.
    private final @Nullable Output output;

    private final Map<MonitorRef, Subscription> producers = new HashMap<>();

    /// What came and waits for the demand of the stage's consumers, in order.
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    Input(StageLoop<?> loop, @Nullable Output output) {
        this.loop = loop;
        this.output = output;
    }

    private sealed interface Waiting {
        record Arrived(StageMessage.Delivery delivery) implements Waiting {}

        record Told(Object message) implements Waiting {}

        record Ended(Subscription subscription, Cancellation why) implements Waiting {}
    }

    // --- subscriptions ---

    Subscription subscribe(
            Pid producer,
            SubscribeOptions options,
            @Nullable Subscription replaced,
            @Nullable ExitReason reason) {
        Subscription made = new Subscription(producer, loop.process().pid(), options);
        MonitorRef monitor = loop.process().monitor(producer);
        made.producerMonitor = monitor;
        producers.put(monitor, made);
        producer.send(new StageMessage.Subscribe(made, replaced, reason));
        made.manual = loop.subscribes(made);
        if (!made.manual) {
            made.open = options.maxDemand();
            made.ask(options.maxDemand());
        }
        return made;
    }

    /// Takes in the end of a process.
    ///
    /// @return whether it was a producer's
    boolean down(Down down) {
        Subscription subscription = producers.get(down.ref());
        if (subscription == null) {
            return false;
        }
        end(subscription, new Cancellation(Cancellation.Kind.DOWN, down.reason()));
        return true;
    }

    void end(Subscription subscription, Cancellation why) {
        MonitorRef monitor = subscription.producerMonitor;
        if (monitor == null) {
            return;
        }
        loop.process().demonitor(monitor);
        producers.remove(monitor);
        subscription.producerMonitor = null;
        if (waiting.isEmpty()) {
            ended(subscription, why);
        } else {
            waiting.add(new Waiting.Ended(subscription, why));
        }
    }

    private void ended(Subscription subscription, Cancellation why) {
        loop.cancelled(why, subscription);
        CancelMode mode = subscription.options().cancel();
        ExitReason reason = why.reason();
        if (reason.equals(Cancellation.DRAINED)) {
            if (mode != CancelMode.TEMPORARY && isEmpty()) {
                loop.drain();
            }
        } else if (mode.endsWith(reason) && !reason.equals(Cancellation.ALREADY_SUBSCRIBED)) {
            log.info("{} ends with its producer: {}", subscription, reason);
            throw loop.ending(reason);
        }
    }

    /// Ends all subscriptions, once what is under way has come.
    void cancelAll() {
        for (Subscription subscription : List.copyOf(producers.values())) {
            subscription.cancel(Cancellation.DRAINED);
        }
    }

    /// Whether nothing can come any more and nothing waits.
    boolean isEmpty() {
        return producers.isEmpty() && waiting.isEmpty();
    }

    // --- events ---

    void arrived(StageMessage.Delivery delivery) {
        if (output == null) {
            handle(delivery);
        } else {
            waiting.add(new Waiting.Arrived(delivery));
            takeWaiting(output);
        }
    }

    /// Gives a message its place behind the events that wait.
    void info(Object message) {
        if (output == null) {
            loop.process().pid().send(message);
        } else if (waiting.isEmpty()) {
            output.info(message);
        } else {
            waiting.add(new Waiting.Told(message));
        }
    }

    /// Handles what waits, while consumers have demand.
    void takeWaiting(Output demand) {
        while (demand.hasDemand()) {
            switch (waiting.poll()) {
                case null -> {
                    return;
                }
                case Waiting.Arrived(StageMessage.Delivery delivery) -> handle(delivery);
                case Waiting.Told(Object message) -> demand.info(message);
                case Waiting.Ended(Subscription subscription, Cancellation why) ->
                        ended(subscription, why);
            }
        }
    }

    private void handle(StageMessage.Delivery delivery) {
        Subscription from = delivery.subscription();
        Events<?> events = delivery.events();
        if (from.manual || from.producerMonitor == null) {
            loop.received(events, from);
            from.handled(events.size());
        } else {
            handleInBatches(events, from);
        }
    }

    /// Handles events in batches of the size that the subscription wants, and asks for more after
    /// each that leaves no more than its minimum.
    private void handleInBatches(Events<?> events, Subscription from) {
        int max = from.options().maxDemand();
        int min = from.options().minDemand();
        long asked = from.open;
        if (events.size() > asked) {
            log.error("{} has got more than it asked for: excess={}", from, events.size() - asked);
        }
        for (int first = 0; first < events.size(); ) {
            int end = Math.min(events.size(), first + (max - min));
            long counted = Math.min(asked, end - first); // what was not asked for does not count
            asked -= counted;
            from.open -= counted;
            long more = 0;
            if (from.open <= min) {
                more = max - from.open;
                from.open = max;
            }
            loop.received(events.part(first, end), from);
            from.handled(end - first);
            from.ask(more);
            first = end;
        }
    }
}
