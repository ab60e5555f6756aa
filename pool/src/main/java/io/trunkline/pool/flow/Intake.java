package io.trunkline.pool.flow;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.SubscribeOptions;
import io.trunkline.pool.stage.Subscribing;
import io.trunkline.pool.stage.Subscription;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/// The producer that a publisher feeds. It requests what consumers ask for, as far as its inlet has
/// room: so that what the publisher sends always has a place.
///
/// The publisher's end is taken in when somebody has subscribed, who is to hear of it.
final class Intake<E> extends Producer<E, Intake.Demanded> {
    private final ProducerOptions<? super E> options;
    private final @Nullable Client client;
    private final Waker waker = new Waker();
    private final Inlet<E> inlet;
    private final List<E> batch = new ArrayList<>();

    /// What to subscribe to at the start; null if that has been done.
    private final Flow.@Nullable Publisher<? extends E> publisher;

    private boolean subscribed;

    private Intake(
            Flow.@Nullable Publisher<? extends E> publisher,
            ProducerOptions<? super E> options,
            @Nullable Client client) {
        this.publisher = publisher;
        this.options = options;
        this.client = client;
        inlet = new Inlet<>(waker, client == null ? waker::wake : this::start);
    }

    /// What consumers have asked for.
    ///
    /// @param waiting how many events have not been requested
    /// @param underWay how many have been, and have not been taken
    record Demanded(long waiting, int underWay) {}

    /// The one consumer of a stage that was made for it.
    private record Client(Node node, Pid consumer, SubscribeOptions options) {}

    static <E> Producer<E, ?> producer(
            Flow.Publisher<? extends E> publisher, ProducerOptions<? super E> options) {
        return new Intake<E>(publisher, options, null);
    }

    static <E> Inlet<E> subscriber(Node node, Pid consumer, SubscribeOptions options) {
        return new Intake<E>(null, ProducerOptions.defaults(), new Client(node, consumer, options))
                .inlet;
    }

    private void start() {
        if (client != null) {
            try {
                client.node.start(this);
            } catch (NodeClosed closed) {
                inlet.close();
            }
        }
    }

    // --- callbacks ---

    @Override
    protected Init<Demanded> init() {
        self().trapExit(true);
        Pid self = self().pid();
        waker.sends(() -> self.send(Waker.WAKE));
        waker.again(); // for what the publisher does before that
        if (client != null) {
            self().monitor(client.consumer);
            Stage.asyncSubscribe(client.consumer, self, client.options);
        }
        if (publisher != null) {
            publisher.subscribe(inlet);
        }
        return ok(new Demanded(0, 0), options);
    }

    @Override
    protected Subscribing<Demanded> handleSubscribe(Subscription subscription, Demanded demanded) {
        subscribed = true;
        waker.again(); // the publisher may have ended
        return automatic(demanded);
    }

    @Override
    protected Outcome<Demanded> handleDemand(long demand, Demanded demanded) {
        return take(new Demanded(demanded.waiting + demand, demanded.underWay));
    }

    @Override
    protected Outcome<Demanded> handleCancel(
            Cancellation why, Subscription subscription, Demanded demanded) {
        return client == null ? noReply(demanded) : stop(ExitReason.normal(), demanded);
    }

    @Override
    protected Outcome<Demanded> handleInfo(Object message, Demanded demanded) {
        if (message.equals(Waker.WAKE)) {
            return take(demanded);
        }
        if (client != null && message instanceof Down) {
            return stop(ExitReason.normal(), demanded);
        }
        return super.handleInfo(message, demanded);
    }

    @Override
    protected void terminate(ExitReason reason, Demanded demanded) {
        inlet.close();
    }

    // --- what the publisher sends ---

    private Outcome<Demanded> take(Demanded demanded) {
        waker.stayAwake();
        Demanded requested = request(demanded);
        boolean ends = subscribed && inlet.hasEnded();
        batch.clear();
        E event;
        while ((event = inlet.poll()) != null) {
            batch.add(event);
        }
        Throwable error = inlet.error();
        if (ends && error == null) {
            return emitLast(batch, requested);
        }
        if (ends && error != null && batch.isEmpty()) {
            return stop(ExitReason.crashed(error), requested);
        }
        Demanded left = new Demanded(requested.waiting, requested.underWay - batch.size());
        waker.sleep();
        if (hasWork(left)) {
            waker.again();
        }
        return emit(batch, left);
    }

    private boolean hasWork(Demanded demanded) {
        return !inlet.isEmpty() || (subscribed && inlet.hasEnded()) || mayRequest(demanded) > 0;
    }

    private Demanded request(Demanded demanded) {
        int events = mayRequest(demanded);
        if (events == 0) {
            return demanded;
        }
        inlet.request(events);
        return new Demanded(demanded.waiting - events, demanded.underWay + events);
    }

    /// How many events to request: all that are waited for, or many of them.
    private int mayRequest(Demanded demanded) {
        int events = (int) Math.min(demanded.waiting, Inlet.CAPACITY - demanded.underWay);
        boolean worthwhile = events == demanded.waiting || events >= Inlet.CAPACITY / 2;
        return worthwhile && inlet.isOpen() ? events : 0;
    }
}
