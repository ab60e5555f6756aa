package io.trunkline.benchmarks.load;

/// When each of some requests is meant to start.
public interface Timetable {
    /// How many requests there are.
    long total();

    /// When request `number` is meant to start, in nanoseconds since the start of all; never less
    /// than the one before.
    long offset(long number);
}
