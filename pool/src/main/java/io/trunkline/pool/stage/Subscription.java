package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The tie between one consumer and one producer, by which demand goes up and events come down.
/// Both sides are given the same object. Any thread may use it.
public final class Subscription {
    private final Pid producer;
    private final Pid consumer;
    private final SubscribeOptions options;

    // --- the consumer's, confined to its process ---

    /// How many events it has asked for and not handled, if it asks by itself.
    long open;

    boolean manual;

    /// Null before it subscribes and after the end.
    @Nullable MonitorRef producerMonitor;

    // --- the producer's, confined to its process ---

    /// How many events it may be sent, as the router counts them.
    long demand;

    /// Whether the producer wants to know what was handled. Written before the first event is sent;
    /// the consumer reads it as it handles one.
    boolean acknowledged;

    /// Null before the producer accepted it and after the end.
    @Nullable MonitorRef consumerMonitor;

    Subscription(Pid producer, Pid consumer, SubscribeOptions options) {
        this.producer = producer;
        this.consumer = consumer;
        this.options = options;
    }

    /// Who emits.
    public Pid producer() {
        return producer;
    }

    /// Who receives.
    public Pid consumer() {
        return consumer;
    }

    /// How the consumer subscribed.
    public SubscribeOptions options() {
        return options;
    }

    /// Asks for `events` more: for the consumer, if it asks by itself ([Subscribing.Manual]). Does
    /// nothing once the subscription has ended.
    public void ask(long events) {
        if (events < 0) {
            throw new IllegalArgumentException("events must be >= 0: events=" + events);
        }
        if (events > 0) {
            producer.send(new StageMessage.Ask(this, events));
        }
    }

    /// Says that the consumer has handled the next `events`, to who wants to know.
    void handled(long events) {
        if (acknowledged) {
            producer.send(new StageMessage.Handled(this, events));
        }
    }

    /// Ends the subscription. What was sent before still comes; then both sides hear of it in
    /// [Stage#handleCancel], and the consumer does what its [CancelMode] says.
    public void cancel(ExitReason reason) {
        producer.send(new StageMessage.CancelAsked(this, Objects.requireNonNull(reason, "reason")));
    }

    @Override
    public String toString() {
        return consumer + "->" + producer;
    }
}
