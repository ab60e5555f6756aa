package io.trunkline.benchmarks.report;

import io.trunkline.engine.Clock;
import io.trunkline.pool.breaker.CircuitChange;
import io.trunkline.pool.breaker.CircuitListener;
import io.trunkline.pool.breaker.CircuitState;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The changes of a circuit breaker's state, and when they were. Any thread may use it.
public final class Circuit implements CircuitListener {
    private final Clock clock;
    private final ConcurrentLinkedQueue<Noted> changes = new ConcurrentLinkedQueue<>();

    public Circuit(Clock clock) {
        this.clock = clock;
    }

    private record Noted(long nanos, CircuitChange change) {}

    /// A change.
    ///
    /// @param second when, in seconds since the start
    public record Change(double second, CircuitState from, CircuitState to) {}

    @Override
    public void changed(CircuitChange change) {
        changes.add(new Noted(clock.nanoTime(), change));
    }

    /// The changes so far, in their order.
    ///
    /// @param start the start, by the clock
    public List<Change> since(long start) {
        var all = new ArrayList<Change>();
        for (Noted noted : changes) {
            CircuitChange change = noted.change;
            all.add(new Change((noted.nanos - start) / 1e9, change.from(), change.to()));
        }
        return all;
    }
}
