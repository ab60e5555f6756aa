package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;
import io.trunkline.benchmarks.report.Text;

import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// One workload at one rate, measured.
///
/// @param rate the wanted one, operations a second
/// @param sent how many operations were started
/// @param unsent how many were due and not started when it was given up; they are in the times, as
///   if they had ended then
/// @param elapsed until the last operation ended
/// @param times of all operations, from their intended starts, in nanoseconds
/// @param elsewhere the share of the processors' time that went to others; empty if unknown
public record Row(
        WorkloadKind workload,
        double rate,
        long sent,
        long unsent,
        Duration elapsed,
        OptionalDouble elsewhere,
        Histogram times,
        List<Interval> intervals,
        List<GcPause> pauses) {
    public Row {
        intervals = List.copyOf(intervals);
        pauses = List.copyOf(pauses);
    }

    /// The workload and the rate: `call@1000`.
    public String id() {
        return workload.id() + "@" + Text.decimal(rate);
    }

    /// Operations that ended a second.
    double achieved() {
        return (times.getTotalCount() - unsent) / seconds();
    }

    /// How many were started and did not end.
    long unanswered() {
        return sent + unsent - times.getTotalCount();
    }

    /// Bytes that were allocated a second.
    double allocationRate() {
        return allocated() / intervals.stream().mapToDouble(Interval::seconds).sum();
    }

    /// Bytes that were allocated for each operation.
    double allocatedEach() {
        return (double) allocated() / Math.max(1, times.getTotalCount() - unsent);
    }

    /// The longest pause, in milliseconds.
    long longestPause() {
        return pauses.stream().mapToLong(GcPause::millis).max().orElse(0);
    }

    private long allocated() {
        return intervals.stream().mapToLong(Interval::allocated).sum();
    }

    private double seconds() {
        return Math.max(1, elapsed.toNanos()) / 1e9;
    }
}
