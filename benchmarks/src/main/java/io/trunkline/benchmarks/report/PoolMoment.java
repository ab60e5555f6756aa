package io.trunkline.benchmarks.report;

import java.time.Duration;

/// The gateway's connections to its upstream at the end of an interval.
///
/// @param inUse how many served a fetch
/// @param waiting how many requests waited for one
/// @param longestWait the longest time that one waited that got a connection in the interval
public record PoolMoment(int inUse, int waiting, Duration longestWait) {}
