package io.trunkline.benchmarks.latency;

/// A time in which a collector held all threads up, as its bean tells it: to a millisecond.
///
/// @param second when it began, in seconds since the start of the measurement
/// @param millis how long it was, rounded down
public record GcPause(double second, long millis, String cause) {}
