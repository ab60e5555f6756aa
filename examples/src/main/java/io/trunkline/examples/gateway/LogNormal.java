package io.trunkline.examples.gateway;

import java.time.Duration;

/// A distribution of latencies with a long tail: their logarithms are normal.
///
/// @param median half of them are shorter
/// @param sigma how far they spread; 0 makes all alike, and with 0.5 one in a hundred is longer
///   than 3.2 medians
public record LogNormal(Duration median, double sigma) {
    /// Normal deviates beyond this many sigmas are cut, so that none is absurd.
    private static final double FARTHEST = 5;

    public LogNormal {
        if (median.isNegative() || median.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("median must be in 0..1 day: median=" + median);
        }
        if (!(sigma >= 0 && sigma <= 3)) {
            throw new IllegalArgumentException("sigma must be in 0..3: sigma=" + sigma);
        }
    }

    /// The latency that belongs to a standard normal deviate.
    Duration draw(double gaussian) {
        double deviate = Math.clamp(gaussian, -FARTHEST, FARTHEST);
        return Duration.ofNanos(Math.round(median.toNanos() * Math.exp(sigma * deviate)));
    }
}
