package io.trunkline.pool.stage;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;

import java.util.ArrayList;
import java.util.List;

/// A producer that emits what it is told to, and whose state is the demand it was told of.
final class Emitter extends Producer<Integer, List<Long>> {
    private final ProducerOptions<Integer> options;

    Emitter() {
        this(ProducerOptions.defaults());
    }

    Emitter(ProducerOptions<Integer> options) {
        this.options = options;
    }

    record Emit(List<Integer> events) implements Call<Boolean> {
        static Emit of(Integer... events) {
            return new Emit(List.of(events));
        }
    }

    @Override
    protected Init<List<Long>> init() {
        return ok(new ArrayList<>(), options);
    }

    @Override
    protected Outcome<List<Long>> handleDemand(long demand, List<Long> demands) {
        demands.add(demand);
        return noReply(demands);
    }

    @Override
    protected Outcome<List<Long>> handleCall(Object request, From from, List<Long> demands) {
        return reply(true, ((Emit) request).events(), demands);
    }

    @Override
    protected Outcome<List<Long>> handleCast(Object message, List<Long> demands) {
        return emit(((Emit) message).events(), demands);
    }

    @Override
    protected Outcome<List<Long>> handleInfo(Object message, List<Long> demands) {
        if (message instanceof Throwable) {
            throw new IllegalArgumentException("told to");
        }
        return emit(List.of(-1), demands);
    }
}
