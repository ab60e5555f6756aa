package io.trunkline.observer.internal.server;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The Observers of a node, which end with it.
final class NodeObservers implements AutoCloseable {
    private final Set<LocalObserver> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @throws NodeClosed if the node is closed meanwhile; the Observer is closed then
    LocalObserver add(LocalObserver observer, Node node) {
        running.add(observer);
        if (closed) {
            observer.close();
            throw new NodeClosed(node.name());
        }
        return observer;
    }

    void remove(LocalObserver observer) {
        running.remove(observer);
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(LocalObserver::close);
    }
}
