package io.trunkline.benchmarks.latency.workload;

import io.trunkline.pool.breaker.CircuitBreaker;

/// `breaker`: a call that does next to nothing through a breaker that looks at the last 100 calls.
final class BreakerCall implements Workload {
    private static final int WINDOW = 100;

    private final CircuitBreaker breaker =
            CircuitBreaker.named("latency").countWindow(WINDOW).build();
    private final Completions completions;
    private long calls;

    BreakerCall(Completions completions) {
        this.completions = completions;
    }

    @Override
    public void start(long number, long intended) {
        breaker.call(this::work);
        completions.done(intended);
    }

    private Long work() {
        return ++calls & 63; // within the cache of boxes: nothing but the breaker's own is measured
    }
}
