package io.trunkline.observer.internal.live;

import io.trunkline.observer.internal.web.EventSource;
import io.trunkline.observer.internal.web.Refusal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Tells a line to all browsers that are connected. One that does not keep up is cut off and
/// counted, so that nobody waits for it; it will connect again.
final class Broadcast implements EventSource {
    static final int MOST = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable onFirst;
    private final Runnable onLast;

    // guarded by lock
    private final List<Subscriber> subscribers = new ArrayList<>();
    private long cutOff;
    private boolean closed;

    /// @param onFirst called when somebody listens
    /// @param onLast called when nobody does any more
    Broadcast(Runnable onFirst, Runnable onLast) {
        this.onFirst = onFirst;
        this.onLast = onLast;
    }

    @Override
    public void run(Listener out) throws IOException {
        Subscriber subscriber = new Subscriber(Thread.currentThread());
        join(subscriber);
        try {
            subscriber.tellAll(out);
        } finally {
            leave(subscriber);
        }
    }

    void publish(String line) {
        lock.lock();
        try {
            for (Subscriber subscriber : subscribers) {
                if (!subscriber.offer(line)) {
                    subscriber.cut();
                    cutOff++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return subscribers.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many were too slow.
    long cutOff() {
        lock.lock();
        try {
            return cutOff;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            subscribers.forEach(Subscriber::cut);
        } finally {
            lock.unlock();
        }
    }

    private void join(Subscriber subscriber) {
        lock.lock();
        try {
            if (closed || subscribers.size() >= MOST) {
                throw new Refusal(503, "there must be at most " + MOST + " who listen");
            }
            subscribers.add(subscriber);
            if (subscribers.size() == 1) {
                onFirst.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Subscriber subscriber) {
        lock.lock();
        try {
            subscribers.remove(subscriber);
            if (subscribers.isEmpty()) {
                onLast.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
