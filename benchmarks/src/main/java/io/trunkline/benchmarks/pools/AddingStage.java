package io.trunkline.benchmarks.pools;

import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.ProducerConsumer;
import io.trunkline.pool.stage.Subscription;

import java.util.ArrayList;
import java.util.List;

/// Adds one to each number.
final class AddingStage extends ProducerConsumer<Integer, Integer, Boolean> {
    @Override
    protected Init<Boolean> init() {
        return ok(true);
    }

    @Override
    protected Outcome<Boolean> handleEvents(
            List<Integer> numbers, Subscription from, Boolean state) {
        List<Integer> sums = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            sums.add(number + 1);
        }
        return emit(sums, state);
    }
}
