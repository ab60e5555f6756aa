package io.trunkline.benchmarks.tables;

import org.openjdk.jmh.annotations.Benchmark;

/// `ordered-lookup`: a random row by its key.
public class OrderedReadBenchmark extends OrderedBenchmark {
    @Benchmark
    public Object orderedLookup(Position position) {
        return table.get(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public Object orderedLookupPeer(Position position) {
        return peer.get(lookups[position.next(lookups.length)]);
    }
}
