package io.trunkline.benchmarks.pools;

import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Subscription;

import java.util.List;

/// Adds the numbers up.
final class SummingStage extends Consumer<Integer, Long> {
    @Override
    protected Init<Long> init() {
        return ok(0L);
    }

    @Override
    protected Outcome<Long> handleEvents(List<Integer> numbers, Subscription from, Long sum) {
        long next = sum;
        for (int number : numbers) {
            next += number;
        }
        return noReply(next);
    }
}
