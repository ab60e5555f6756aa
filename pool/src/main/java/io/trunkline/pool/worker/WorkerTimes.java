package io.trunkline.pool.worker;

import io.trunkline.pool.resource.TimeSummary;

/// How long the tasks of a pool took, in an interval.
///
/// @param waits from the submission to the begin
/// @param runs from the begin to the end, however it ended
public record WorkerTimes(TimeSummary waits, TimeSummary runs) {}
