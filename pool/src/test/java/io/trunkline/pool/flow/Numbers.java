package io.trunkline.pool.flow;

import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerOptions;

import java.util.List;
import java.util.stream.LongStream;

/// Emits the numbers from 0 up to a limit. Its state is the next one.
final class Numbers extends Producer<Integer, Long> {
    private final long limit;
    private final ProducerOptions<Integer> options;

    Numbers(long limit) {
        this(limit, ProducerOptions.defaults());
    }

    Numbers(long limit, ProducerOptions<Integer> options) {
        this.limit = limit;
        this.options = options;
    }

    @Override
    protected Init<Long> init() {
        return ok(0L, options);
    }

    @Override
    protected Outcome<Long> handleDemand(long demand, Long next) {
        long end = Math.min(limit, next + demand);
        List<Integer> numbers =
                LongStream.range(next, end).mapToObj(number -> (int) number).toList();
        return end == limit ? emitLast(numbers, end) : emit(numbers, end);
    }

    @Override
    protected Outcome<Long> handleInfo(Object message, Long next) {
        throw (RuntimeException) message;
    }
}
