package io.trunkline.examples.traffic;

import io.trunkline.engine.Node;
import io.trunkline.pool.dataflow.Dataflow;
import io.trunkline.pool.dataflow.RunningDataflow;
import io.trunkline.pool.ready.Feed;

import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads an access log into tables.
///
/// ```java
/// TrafficTables tables = TrafficTables.create(node);
/// long lines = TrafficCount.start(node, () -> Files.lines(log), 4, tables).result().join();
/// ```
///
/// No more lines are read than are being counted: a log may be larger than memory. A failure ends
/// it all, so that no line is counted twice.
public final class TrafficCount {
    private TrafficCount() {}

    /// Begins to read.
    ///
    /// @param lines opened by the process that reads, and closed at the end
    /// @param processes how many take lines apart
    /// @return whose result is the number of lines
    public static RunningDataflow<Long> start(
            Node node, Supplier<Stream<String>> lines, int processes, TrafficTables tables) {
        return Dataflow.from(node, Feed.stream(lines))
                .parallel(processes)
                .map(Hit::parse)
                .forEach(tables::count);
    }
}
