package io.trunkline.benchmarks.latency.diff;

/// One percentile of one row, in two runs.
///
/// @param row the row's id
/// @param percentile in percent
/// @param before its value in the first run, in nanoseconds
/// @param after its value in the second run
/// @param p how likely it is to differ as it does if the runs do not, corrected for the number of
///   comparisons; [#UNKNOWN] if there is too little to tell
public record Difference(String row, double percentile, long before, long after, double p) {
    static final double UNKNOWN = Double.NaN;

    private static final double LEVEL = 0.05;

    /// Whether the difference is more than noise.
    public boolean isReal() {
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
        return new Difference(row, percentile, before, after, corrected);
    }
}
