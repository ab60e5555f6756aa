package io.trunkline.pool.stage;

import java.util.stream.IntStream;

/// A producer of the numbers from 0, as they are asked for, up to a limit that ends it.
final class Counting extends Producer<Integer, Integer> {
    private final int limit;

    Counting(int limit) {
        this.limit = limit;
    }

    @Override
    protected Init<Integer> init() {
        return ok(0);
    }

    @Override
    protected Outcome<Integer> handleDemand(long demand, Integer next) {
        int end = (int) Math.min(limit, next + demand);
        var events = IntStream.range(next, end).boxed().toList();
        return end == limit ? emitLast(events, end) : emit(events, end);
    }
}
