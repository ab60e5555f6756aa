package io.trunkline.pool.breaker;

import java.util.concurrent.atomic.LongAdder;

/// What a breaker has seen in all its states.
final class Counts {
    final LongAdder successes = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder slow = new LongAdder();
    final LongAdder ignored = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder refused = new LongAdder();

    void add(int outcome) {
        if (Outcome.isFailed(outcome)) {
            failures.increment();
        } else {
            successes.increment();
        }
        if (Outcome.isSlow(outcome)) {
            slow.increment();
        }
    }
}
