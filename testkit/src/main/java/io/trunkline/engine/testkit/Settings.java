package io.trunkline.engine.testkit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What whoever runs the tests may set, as system properties.
final class Settings {
    private static final String SEED = "trunkline.seed";
    private static final String TIME_FACTOR = "trunkline.time.factor";

    private Settings() {}

    /// The one seed to run with, if one is set.
    static @Nullable Long seed() {
        return Long.getLong(SEED);
    }

    /// How to run again with a seed.
    static String repeat(long seed) {
        return "-D" + SEED + "=" + seed;
    }

    /// How long a wait of real time may take on this machine.
    static Duration scaled(Duration duration) {
        String factor = System.getProperty(TIME_FACTOR);
        return factor == null ? duration : scaled(duration, factor);
    }

    private static Duration scaled(Duration duration, String factor) {
        double times;
        try {
            times = Double.parseDouble(factor);
        } catch (NumberFormatException e) {
            throw mustBePositive(factor);
        }
        if (!(times > 0 && times < 1_000_000)) {
            throw mustBePositive(factor);
        }
        return Duration.ofNanos((long) (duration.toNanos() * times));
    }

    private static IllegalArgumentException mustBePositive(String factor) {
        return new IllegalArgumentException(
                TIME_FACTOR + " must be a number > 0: " + TIME_FACTOR + "=" + factor);
    }
}
