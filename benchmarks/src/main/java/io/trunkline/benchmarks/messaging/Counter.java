package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

/// A server that counts its calls.
public final class Counter extends GenServer<Counter.Increment, Integer> {
    public static final Increment INCREMENT = new Increment();

    /// Answered with the new count.
    public record Increment() implements Call<Integer> {}

    @Override
    protected Init<Integer> init() {
        return ok(0);
    }

    @Override
    protected Outcome<Integer> handleCall(Increment request, From from, Integer count) {
        Integer next = count + 1;
        return reply(next, next);
    }
}
