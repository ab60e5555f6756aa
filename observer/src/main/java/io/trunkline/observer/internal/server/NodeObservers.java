package io.trunkline.observer.internal.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The Observers of a node, which end with it.
final class NodeObservers implements AutoCloseable {
    private final Set<LocalObserver> running = ConcurrentHashMap.newKeySet();

    LocalObserver add(LocalObserver observer) {
        running.add(observer);
        return observer;
    }

    void remove(LocalObserver observer) {
        running.remove(observer);
    }

    @Override
    public void close() {
        running.forEach(LocalObserver::close);
    }
}
