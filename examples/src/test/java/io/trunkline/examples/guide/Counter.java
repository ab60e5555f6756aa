package io.trunkline.examples.guide;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

/** Counts; every call is answered with the count after it. */
public final class Counter extends GenServer<Counter.Request<?>, Integer> {
    public sealed interface Request<R> extends Call<R> {}

    public record Increment() implements Request<Integer> {}

    public record Get() implements Request<Integer> {}

    private final int initial;

    public Counter(int initial) {
        this.initial = initial;
    }

    @Override
    protected Init<Integer> init() {
        return ok(initial);
    }

    @Override
    protected Outcome<Integer> handleCall(Request<?> request, From from, Integer count) {
        return switch (request) {
            case Increment() -> reply(count + 1, count + 1);
            case Get() -> reply(count, count);
        };
    }
}
