package io.trunkline.pool.breaker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells listeners of changes, in order, without a lock.
///
/// Eras are a list: who changed the state links the new era to the old one, then announces it. The
/// first to announce tells of all that is linked until nobody has announced more; others leave that
/// to it. If a change is linked late, those after it wait for it, and who links it announces them.
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<CircuitListener> listeners;

    /// How many have announced since the one who tells began; it tells while this is not 0.
    private final AtomicInteger announced = new AtomicInteger();

    /// The era that listeners know of; owned by the one who tells.
    private Era told;

    Listeners(List<CircuitListener> listeners, Era first) {
        this.listeners = listeners;
        this.told = first;
    }

    void changed(Era from, Era to) {
        if (listeners.isEmpty()) {
            return;
        }
        from.next = to;
        if (announced.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            tellAll();
            seen = announced.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tellAll() {
        for (Era next = told.next; next != null; next = told.next) {
            var change =
                    new CircuitChange(next.breaker.name(), told.state, next.state, next.generation);
            told.next = null;
            told = next;
            listeners.forEach(listener -> tell(listener, change));
        }
    }

    private static void tell(CircuitListener listener, CircuitChange change) {
        try {
            listener.changed(change);
        } catch (Throwable t) {
            log.error("a listener must not throw: change={}", change, t);
        }
    }
}
