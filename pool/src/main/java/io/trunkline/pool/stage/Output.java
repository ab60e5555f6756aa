package io.trunkline.pool.stage;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// The side of a stage that emits: its subscribers, what they have asked for, and the events that
/// they have not. Confined to the stage.
final class Output {
    private final StageLoop<?> loop;
    private final Keep bufferKeep;
    private final Buffer buffer;
    private final Router router;
    private final Map<MonitorRef, Subscription> monitors = new HashMap<>();

    /// Whether demand opens the stage's own input, as it has no `handleDemand`.
    private final boolean opensInput;

    /// Then: how much the router said that no event has covered.
    private long demand;

    /// What came while demand accumulates; null while it is forwarded.
    private @Nullable Queue<Held> held;

    /// What was taken from the buffer while demand accumulates: older than all that is held.
    private final Queue<Events<?>> heldBefore = new ArrayDeque<>();

    private long emitted;
    private long delivered;
    private long dropped;
    private long discarded;

    Output(StageLoop<?> loop, ProducerOptions<?> options, boolean opensInput) {
        this.loop = loop;
        this.opensInput = opensInput;
        bufferKeep = options.bufferKeep();
        int unnamed = opensInput ? Integer.MAX_VALUE : ProducerOptions.PRODUCER_BUFFER;
        buffer = new Buffer(options.bufferSize().orElse(unnamed), bufferKeep);
        router = Router.of(options.dispatcher(), this);
        held = options.demand() == Demand.ACCUMULATE && !opensInput ? new ArrayDeque<>() : null;
    }

    /// What is held back while demand accumulates, in order.
    private sealed interface Held {
        record Asked(long demand) implements Held {}

        record Emitted(Events<?> events) implements Held {}
    }

    // --- what consumers ask ---

    void subscribe(StageMessage.Subscribe request) {
        Subscription subscriber = request.subscription();
        Subscription replaced = request.replaced();
        ExitReason reason = request.reason();
        if (replaced != null && reason != null) {
            cancel(replaced, Cancellation.Kind.CANCEL, reason);
        }
        MonitorRef monitor = loop.process().monitor(subscriber.consumer());
        subscriber.consumerMonitor = monitor;
        subscriber.acknowledged = loop.acknowledges();
        monitors.put(monitor, subscriber);
        if (loop.subscribes(subscriber)) {
            throw new IllegalStateException(
                    "a producer's side must be automatic: subscription=" + subscriber);
        }
        ExitReason refusal = router.subscribe(subscriber);
        if (refusal != null) {
            forget(subscriber, monitor, refusal);
            loop.cancelled(new Cancellation(Cancellation.Kind.CANCEL, refusal), subscriber);
        }
    }

    void ask(Subscription subscriber, long events) {
        if (subscriber.consumerMonitor != null) {
            demanded(router.ask(subscriber, events));
            if (held == null) {
                sendOldest();
            }
        }
    }

    void askAgain(long events) {
        demanded(events);
    }

    void handled(Subscription subscriber, long events) {
        if (subscriber.consumerMonitor != null) {
            loop.acknowledged(events, subscriber);
        }
    }

    void cancel(Subscription subscriber, Cancellation.Kind kind, ExitReason reason) {
        MonitorRef monitor = subscriber.consumerMonitor;
        if (monitor == null) {
            return;
        }
        forget(subscriber, monitor, reason);
        loop.cancelled(new Cancellation(kind, reason), subscriber);
        demanded(router.cancel(subscriber));
    }

    private void forget(Subscription subscriber, MonitorRef monitor, ExitReason reason) {
        loop.process().demonitor(monitor);
        monitors.remove(monitor);
        subscriber.consumerMonitor = null;
        subscriber.consumer().send(new StageMessage.Cancelled(subscriber, reason));
    }

    /// Takes in the end of a process.
    ///
    /// @return whether it was a subscriber's
    boolean down(Down down) {
        Subscription subscriber = monitors.get(down.ref());
        if (subscriber == null) {
            return false;
        }
        cancel(subscriber, Cancellation.Kind.DOWN, down.reason());
        return true;
    }

    // --- demand ---

    /// Serves demand from the buffer, and passes on what is left of it.
    private void demanded(long events) {
        if (opensInput) {
            demand += events;
            takeFromBuffer(demand);
            loop.inputOpened();
            return;
        }
        long left = takeFromBuffer(events);
        if (left == 0) {
            return;
        }
        if (held != null) {
            held.add(new Held.Asked(left));
        } else {
            loop.demanded(left);
        }
    }

    /// @return how much demand the buffer did not cover
    private long takeFromBuffer(long events) {
        long left = events;
        while (left > 0 && !buffer.isEmpty()) {
            Events<?> oldest = buffer.take(left);
            left -= oldest.size();
            if (held != null) {
                heldBefore.add(oldest);
            } else {
                dispatchOldest(oldest);
            }
            buffer.tellDue(router::info);
        }
        return left;
    }

    /// Sends buffered events to those who want some although demand has not reached them: it was
    /// covered by what others had asked for who have left.
    void sendOldest() {
        long wanted;
        while (!buffer.isEmpty() && (wanted = router.wanted()) > 0) {
            dispatchOldest(buffer.take(wanted));
            buffer.tellDue(router::info);
        }
    }

    private void playBackOldest() {
        Deque<Events<?>> rests = new ArrayDeque<>();
        Events<?> older;
        while ((older = heldBefore.poll()) != null) {
            rests.push(route(older));
        }
        rests.forEach(buffer::putBack); // the newest first, so that the oldest is at the head
    }

    /// Sends events that are older than all in the buffer: what nobody wants goes back.
    private void dispatchOldest(Events<?> events) {
        Events<?> rest = route(events);
        if (!rest.isEmpty()) {
            buffer.putBack(rest);
        }
    }

    /// Whether consumers wait for what the input has; see `opensInput`.
    boolean hasDemand() {
        return demand > 0;
    }

    Demand mode() {
        return held == null ? Demand.FORWARD : Demand.ACCUMULATE;
    }

    void mode(Demand mode) {
        if (opensInput || mode == mode()) {
            return;
        }
        Queue<Held> waiting = held;
        if (waiting == null) {
            held = new ArrayDeque<>();
            return;
        }
        held = null;
        playBackOldest();
        for (Held next : waiting) {
            switch (next) {
                case Held.Asked(long asked) -> demanded(asked);
                case Held.Emitted(Events<?> events) -> dispatch(events);
            }
        }
    }

    // --- events ---

    void emit(Events<?> events) {
        if (!events.isEmpty()) {
            emitted += events.size();
            dispatch(events);
        }
    }

    private void dispatch(Events<?> events) {
        if (held != null) {
            held.add(new Held.Emitted(events));
            return;
        }
        sendOldest();
        Events<?> rest = buffer.isEmpty() ? route(events) : events; // none overtakes another
        if (!rest.isEmpty()) {
            int excess = buffer.store(rest);
            if (excess > 0) {
                discarded(excess);
            }
            buffer.tellDue(router::info);
        }
    }

    /// @return what nobody has asked for
    private Events<?> route(Events<?> events) {
        Events<?> rest = router.dispatch(events);
        if (opensInput) {
            demand = Math.max(0, demand - (events.size() - rest.size()));
        }
        return rest;
    }

    /// Gives a message its place behind the events that are buffered.
    void info(Object message) {
        if (buffer.isEmpty()) {
            router.info(message);
        } else {
            buffer.mark(message);
        }
    }

    /// Whether everything that was emitted has been delivered.
    boolean isDrained() {
        return buffer.isEmpty() && held == null && router.isEmpty();
    }

    StageCounts counts() {
        long holding = heldBefore.stream().mapToLong(Events::size).sum();
        if (held != null) {
            for (Held next : held) {
                holding += next instanceof Held.Emitted(Events<?> events) ? events.size() : 0;
            }
        }
        return new StageCounts(
                emitted, delivered, dropped, discarded, buffer.size(), router.queued(), holding);
    }

    // --- what routers use ---

    Keep bufferKeep() {
        return bufferKeep;
    }

    /// Sends events and counts them.
    void deliver(Subscription subscriber, Events<?> events) {
        delivered(events.size());
        send(subscriber, events);
    }

    /// Sends events that the router counts.
    void send(Subscription subscriber, Events<?> events) {
        if (subscriber.acknowledged) {
            loop.sent(events, subscriber);
        }
        subscriber.consumer().send(new StageMessage.Delivery(subscriber, events));
    }

    void delivered(int events) {
        delivered += events;
    }

    void dropped(int events) {
        dropped += events;
    }

    void discarded(int events) {
        discarded += events;
        loop.discarded(events);
    }

    /// Has the stage told a message, after those that have come already.
    void tell(Object message) {
        self().send(message);
    }

    void toSelf(StageMessage message) {
        self().send(message);
    }

    private Pid self() {
        return loop.process().pid();
    }
}
