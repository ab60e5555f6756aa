package io.trunkline.benchmarks.load;

import io.trunkline.examples.gateway.ClientRequest;

import java.time.Duration;

/// When each request of a replay is meant to start: the recorded intervals, stretched or squeezed
/// so that the mean rate is as wanted, and repeated.
///
/// @param rate requests a second, in the mean of each repetition
/// @param total how many requests
public record Schedule(Recording recording, double rate, long total) implements Timetable {
    /// The highest rate that makes sense: one request a nanosecond.
    public static final double MAX_RATE = 1e9;

    private static final double MAX_SECONDS = 1e9;

    public Schedule {
        if (!(rate > 0 && rate <= MAX_RATE)) {
            throw new IllegalArgumentException("rate must be in (0, 1e9]: rate=" + rate);
        }
        if (total < 1) {
            throw new IllegalArgumentException("total must be >= 1: total=" + total);
        }
        if (total / rate > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    "total / rate must be <= 1e9 seconds: total=" + total + ", rate=" + rate);
        }
    }

    /// The whole recording, `times` over.
    public static Schedule repeat(Recording recording, double rate, int times) {
        return new Schedule(recording, rate, Math.multiplyExact((long) recording.size(), times));
    }

    /// As much of the recording, over and over, as is meant to start within `duration`.
    public static Schedule lasting(Recording recording, double rate, Duration duration) {
        var one = new Schedule(recording, rate, 1);
        long low = 1;
        long high = (long) (rate * duration.toNanos() / 1e9) + recording.size() + 1L;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (one.offset(middle) >= duration.toNanos()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new Schedule(recording, rate, low);
    }

    @Override
    public long offset(long number) {
        double period = recording.size() * 1e9 / rate;
        long round = number / recording.size();
        long within = recording.offset((int) (number % recording.size()));
        return Math.round((round + (double) within / recording.span()) * period);
    }

    /// Request `number`.
    public ClientRequest request(long number) {
        return recording.request((int) (number % recording.size()));
    }

    /// How long sending takes, if none is late.
    public Duration duration() {
        return Duration.ofNanos(offset(total));
    }
}
