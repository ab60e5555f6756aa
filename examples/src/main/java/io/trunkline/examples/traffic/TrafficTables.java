package io.trunkline.examples.traffic;

import io.trunkline.engine.Node;
import io.trunkline.ets.Access;
import io.trunkline.ets.CounterTable;
import io.trunkline.ets.Ets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// How many requests there were, by what one wants to know. Any thread may count and read.
///
/// @param unreadable lines that were none of an access log
public record TrafficTables(
        CounterTable statuses, CounterTable paths, CounterTable minutes, LongAdder unreadable) {
    /// A key and how often it came.
    public record Count(Object key, long requests) {
        private static final Comparator<Count> MOST_FIRST =
                Comparator.comparingLong(Count::requests)
                        .reversed()
                        .thenComparing(count -> count.key().toString());
    }

    /// Makes empty ones, which belong to the calling process: they end with it.
    public static TrafficTables create(Node node) {
        Ets ets = Ets.of(node);
        return new TrafficTables(
                ets.createCounters("statuses", Access.PUBLIC),
                ets.createCounters("paths", Access.PUBLIC),
                ets.createCounters("minutes", Access.PUBLIC),
                new LongAdder());
    }

    /// Counts a request, or a line that was none.
    public void count(Optional<Hit> hit) {
        hit.ifPresentOrElse(
                request -> {
                    statuses.increment(request.status());
                    paths.increment(request.path());
                    minutes.increment(request.minute());
                },
                unreadable::increment);
    }

    /// The keys of a table that came most often.
    public static List<Count> most(CounterTable table, int limit) {
        List<Count> counts = new ArrayList<>();
        table.forEach((key, requests) -> counts.add(new Count(key, requests)));
        return counts.stream().sorted(Count.MOST_FIRST).limit(limit).toList();
    }
}
