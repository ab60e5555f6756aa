package io.trunkline.pool.flow;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.CancelMode;
import io.trunkline.pool.stage.SubscribeOptions;

import java.util.Objects;
import java.util.concurrent.Flow;

/// A running stage whose every subscriber gets a bridge.
///
/// @param options TEMPORARY, whatever they were: a bridge serves what it has before it ends
/// @param left to be run when a subscriber is served no more
record StagePublisher<E>(
        Node node, Pid producer, Class<E> type, SubscribeOptions options, Runnable left)
        implements Flow.Publisher<E> {
    StagePublisher {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(producer, "producer");
        Objects.requireNonNull(type, "type");
        options = options.cancel(CancelMode.TEMPORARY);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super E> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Outlet<E> outlet = new Outlet<>(this, subscriber);
        subscriber.onSubscribe(outlet.requests());
        if (outlet.requests().isCancelled()) {
            left.run();
            return;
        }
        try {
            node.start(outlet);
        } catch (NodeClosed closed) {
            subscriber.onError(closed);
        }
    }
}
