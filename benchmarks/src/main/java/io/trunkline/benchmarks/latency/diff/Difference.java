package io.trunkline.benchmarks.latency.diff;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;

/// One percentile of one row, in two runs.
///
/// @param row the row's id
/// @param percentile in percent
/// @param before its value in the first run, in nanoseconds
/// @param after its value in the second run
/// @param p how likely it is to differ as it does if the runs do not, corrected for the number of
///   comparisons; [#UNKNOWN] if there is too little to tell
/// @param machineDiffers whether the generator itself, at this rate, differs by more than noise:
///   then the workload's difference may be the machine's
public record Difference(
        String row, double percentile, long before, long after, double p, boolean machineDiffers) {
    static final double UNKNOWN = Double.NaN;

    /// Of a hundred diffs of like runs one may say that they differ.
    static final double LEVEL = 0.01;

    /// What there is to say of it.
    public enum Verdict {
        /// Too few operations or intervals.
        UNTOLD(""),
        NOISE("noise"),
        /// More than noise, but the machine was not the same.
        MACHINE("machine"),
        FASTER("FASTER"),
        SLOWER("SLOWER");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// Whether it is more than noise, and in which direction.
    public Verdict verdict() {
        if (!isTested()) {
            return Verdict.UNTOLD;
        }
        if (!isBeyondNoise()) {
            return Verdict.NOISE;
        }
        if (machineDiffers) {
            return Verdict.MACHINE;
        }
        return after > before ? Verdict.SLOWER : Verdict.FASTER;
    }

    /// Whether it is more than noise, be it the machine's.
    boolean isBeyondNoise() {
        return p <= LEVEL;
    }

    /// Whether there is enough to tell.
    boolean isTested() {
        return !Double.isNaN(p);
    }

    /// By how much the second run's value is greater, as a share of the first one's.
    double change() {
        return (double) after / Math.max(1, before) - 1;
    }

    Difference withP(double corrected) {
        return new Difference(row, percentile, before, after, corrected, machineDiffers);
    }

    Difference onAnotherMachine() {
        return new Difference(row, percentile, before, after, p, true);
    }

    /// Whether it is of the workload that does nothing.
    boolean isGenerator() {
        return row.startsWith(WorkloadKind.GENERATOR.id() + "@");
    }

    /// The rate in the row's id.
    String rate() {
        return row.substring(row.indexOf('@') + 1);
    }
}
