package io.trunkline.pool.breaker;

/// How much failing is too much.
///
/// @param failures at how many failures the circuit opens
/// @param failureRate at how many failures in a hundred calls
/// @param slowRate at how many slow calls in a hundred
/// @param minimumCalls below how many calls the rates say nothing
record Limits(int failures, double failureRate, double slowRate, int minimumCalls) {
    /// No limit.
    static final int NO_COUNT = Integer.MAX_VALUE;

    static final double NO_RATE = Double.POSITIVE_INFINITY;

    Limits {
        atLeastOne("failures", failures);
        atLeastOne("minimumCalls", minimumCalls);
        percent("failureRate", failureRate);
        percent("slowRate", slowRate);
    }

    boolean areReached(long calls, long failed, long slow) {
        return failed >= failures
                || (calls >= minimumCalls
                        && (isReached(failureRate, failed, calls)
                                || isReached(slowRate, slow, calls)));
    }

    /// How many of `probes` may fail before the circuit opens again, plus one.
    int failuresOf(int probes) {
        return failureRate == NO_RATE ? 1 : share(failureRate, probes);
    }

    /// How many of `probes` may be slow before the circuit opens again, plus one.
    int slowOf(int probes) {
        return slowRate == NO_RATE ? NO_COUNT : share(slowRate, probes);
    }

    private static boolean isReached(double rate, long some, long all) {
        return some > 0 && some * 100.0 >= rate * all;
    }

    private static int share(double rate, int probes) {
        return (int) Math.max(1, Math.ceil(rate * probes / 100));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1: " + name + "=" + value);
        }
    }

    private static void percent(String name, double value) {
        if (!(value > 0 && (value <= 100 || value == NO_RATE))) {
            throw new IllegalArgumentException(
                    name + " must be above 0 and up to 100: " + name + "=" + value);
        }
    }
}
