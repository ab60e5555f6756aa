package io.trunkline.benchmarks.pools;

import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Producer;

import java.util.ArrayList;
import java.util.List;

/// Emits numbers up to a limit.
final class NumbersStage extends Producer<Integer, Integer> {
    private final int limit;

    NumbersStage(int limit) {
        this.limit = limit;
    }

    @Override
    protected Init<Integer> init() {
        return ok(0);
    }

    @Override
    protected Outcome<Integer> handleDemand(long demand, Integer next) {
        int end = (int) Math.min(limit, next + demand);
        List<Integer> numbers = new ArrayList<>(end - next);
        for (int number = next; number < end; number++) {
            numbers.add(number);
        }
        return end == limit ? emitLast(numbers, end) : emit(numbers, end);
    }
}
