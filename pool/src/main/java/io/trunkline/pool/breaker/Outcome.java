package io.trunkline.pool.breaker;

/// How a call went, in two bits.
final class Outcome {
    static final int GOOD = 0;
    static final int FAILED = 1;
    static final int SLOW = 2;

    private Outcome() {}

    static boolean isFailed(int outcome) {
        return (outcome & FAILED) != 0;
    }

    static boolean isSlow(int outcome) {
        return (outcome & SLOW) != 0;
    }
}
