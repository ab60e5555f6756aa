package io.trunkline.observer.jfr;

import io.trunkline.engine.Node;
import io.trunkline.pool.breaker.CircuitSnapshot;
import io.trunkline.pool.metrics.Inspectable;
import io.trunkline.pool.metrics.Inspectables;
import io.trunkline.pool.resource.ResourceSnapshot;

import java.util.HashMap;
import java.util.Map;

/// Makes events of what has changed in pools and breakers since the last look. The recorder looks
/// on one thread.
final class PoolEvents {
    private final Node node;
    private final Inspectables known;
    private Map<Inspectable, Record> before = Map.of();

    PoolEvents(Node node) {
        this.node = node;
        this.known = Inspectables.of(node);
    }

    void look() {
        Map<Inspectable, Record> now = new HashMap<>();
        for (Inspectable each : known.all()) {
            Record snapshot = each.snapshot();
            now.put(each, snapshot);
            if (before.get(each) instanceof CircuitSnapshot earlier
                    && snapshot instanceof CircuitSnapshot later) {
                circuit(earlier, later);
            } else if (before.get(each) instanceof ResourceSnapshot earlier
                    && snapshot instanceof ResourceSnapshot later) {
                pool(earlier, later);
            }
        }
        before = now;
    }

    private void circuit(CircuitSnapshot earlier, CircuitSnapshot later) {
        BreakerTransitionEvent event = new BreakerTransitionEvent();
        if (later.generation() != earlier.generation() && event.isEnabled()) {
            event.node = node.name();
            event.breaker = later.name();
            event.from = earlier.state().name();
            event.to = later.state().name();
            event.generation = later.generation();
            event.commit();
        }
    }

    private void pool(ResourceSnapshot earlier, ResourceSnapshot later) {
        long full = later.full() - earlier.full();
        long timedOut = later.timedOut() - earlier.timedOut();
        PoolRejectionEvent event = new PoolRejectionEvent();
        if (full + timedOut > 0 && event.isEnabled()) {
            event.node = node.name();
            event.pool = later.name();
            event.full = full;
            event.timedOut = timedOut;
            event.waiting = later.waiting();
            event.commit();
        }
    }
}
