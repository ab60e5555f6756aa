package io.trunkline.benchmarks.replay;

import java.time.Duration;
import java.util.Locale;

/// What is killed during a replay. The first quarter is left alone, to compare with.
///
/// @param killsPerSecond how many processes, in the mean; 0, the default, for none
/// @param seed of who is killed and when; default 1
public record ChaosOptions(int killsPerSecond, long seed) {
    /// Beyond it the gateway's supervisor might take the kills for a child that fails in a loop.
    public static final int MOST_KILLS = 1_000;

    private static final int CALM_SHARE = 4;

    static final ChaosOptions NONE = new ChaosOptions(0, 1);

    public ChaosOptions {
        if (killsPerSecond < 0 || killsPerSecond > MOST_KILLS) {
            throw new IllegalArgumentException(
                    "killsPerSecond must be in 0.."
                            + MOST_KILLS
                            + ": killsPerSecond="
                            + killsPerSecond);
        }
    }

    boolean isSome() {
        return killsPerSecond > 0;
    }

    /// How long a replay is left alone.
    Duration calm(Duration replay) {
        return replay.dividedBy(CALM_SHARE);
    }

    String line() {
        return String.format(Locale.ROOT, "chaos: %,d kills/s, seed %d", killsPerSecond, seed);
    }
}
