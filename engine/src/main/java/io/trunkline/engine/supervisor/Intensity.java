package io.trunkline.engine.supervisor;

import java.time.Duration;

/// How many restarts are too many: more than `restarts` within any time of the length `period`.
///
/// @param restarts 0 allows none
/// @param period counted on the node's clock; a very long one limits restarts ever, however slowly
///   they follow each other
public record Intensity(int restarts, Duration period) {
    /// Elixir's: 3 within 5 s.
    public static final Intensity DEFAULT = new Intensity(3, Duration.ofSeconds(5));

    public Intensity {
        if (restarts < 0) {
            throw new IllegalArgumentException("restarts must be >= 0: restarts=" + restarts);
        }
        if (!period.isPositive()) {
            throw new IllegalArgumentException("period must be > 0: period=" + period);
        }
    }
}
