package io.trunkline.benchmarks.latency;

import org.HdrHistogram.Histogram;

/// What happened in one interval of a measurement.
///
/// @param second when it ended, in seconds since the start
/// @param seconds how long it was
/// @param times of the operations that ended in it, in nanoseconds
/// @param allocated bytes, by all threads but the one that takes samples
public record Slice(double second, double seconds, Histogram times, long allocated) {}
