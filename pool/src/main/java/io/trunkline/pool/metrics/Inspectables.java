package io.trunkline.pool.metrics;

import io.trunkline.engine.Node;
import io.trunkline.engine.spi.NodeServices;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The pools, breakers and stages of a node that tools can look at.
///
/// Pools and stages are here from their start to their end. A breaker belongs to no node and is
/// here if somebody adds it:
///
/// ```java
/// Inspectables.of(node).add(breaker);
/// ```
///
/// Any thread may use it; nothing in it blocks. It keeps what it has alive, until that is removed
/// or the node is gone.
public final class Inspectables {
    private final Map<Inspectable, Long> known = new ConcurrentHashMap<>();
    private final AtomicLong added = new AtomicLong();

    private Inspectables() {}

    /// Those of a node.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed and never had any
    public static Inspectables of(Node node) {
        return NodeServices.of(node).extension(Inspectables.class, _ -> new Inspectables());
    }

    /// All that are here now, those added first before the others.
    public List<Inspectable> all() {
        return known.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .<Inspectable>map(Map.Entry::getKey)
                .toList();
    }

    /// Adds one; does nothing if it is here.
    public void add(Inspectable inspectable) {
        Objects.requireNonNull(inspectable, "inspectable");
        known.putIfAbsent(inspectable, added.getAndIncrement());
    }

    /// Takes one out; does nothing if it is not here.
    public void remove(Inspectable inspectable) {
        known.remove(Objects.requireNonNull(inspectable, "inspectable"));
    }
}
