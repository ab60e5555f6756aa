package io.trunkline.benchmarks.load;

import java.time.Duration;

/// Requests at equal intervals.
///
/// @param rate requests a second
/// @param total how many requests
public record FixedRate(double rate, long total) implements Timetable {
    public FixedRate {
        if (!(rate > 0 && rate <= Schedule.MAX_RATE)) {
            throw new IllegalArgumentException("rate must be in (0, 1e9]: rate=" + rate);
        }
        if (total < 1) {
            throw new IllegalArgumentException("total must be >= 1: total=" + total);
        }
    }

    /// As many requests as are meant to start within `duration`, and one at least.
    public static FixedRate lasting(double rate, Duration duration) {
        return new FixedRate(rate, Math.max(1, (long) Math.ceil(rate * duration.toNanos() / 1e9)));
    }

    @Override
    public long offset(long number) {
        return Math.round(number / rate * 1e9);
    }
}
