package io.trunkline.benchmarks.tables;

import org.openjdk.jmh.annotations.Benchmark;

/// `ordered-insert`: a row over a random old one; and one that is taken and comes back.
public class OrderedWriteBenchmark extends OrderedBenchmark {
    @Benchmark
    public Object orderedInsert(Position position) {
        return table.insert(replacements[position.next(replacements.length)]);
    }

    @Benchmark
    public Object orderedInsertPeer(Position position) {
        OrderedRow row = replacements[position.next(replacements.length)];
        return peer.put(row.key(), row);
    }

    @Benchmark
    public Object orderedInsertTaken(Position position) {
        OrderedRow row = replacements[position.next(replacements.length)];
        table.take(row.key());
        return table.insert(row);
    }

    @Benchmark
    public Object orderedInsertTakenPeer(Position position) {
        OrderedRow row = replacements[position.next(replacements.length)];
        peer.remove(row.key());
        return peer.put(row.key(), row);
    }
}
