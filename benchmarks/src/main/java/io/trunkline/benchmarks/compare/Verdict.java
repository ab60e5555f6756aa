package io.trunkline.benchmarks.compare;

/// Whether a goal is reached.
public enum Verdict {
    MET("met"),
    MISSED("missed"),
    UNKNOWN("not measured");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    static Verdict of(boolean met) {
        return met ? MET : MISSED;
    }

    /// That both goals are reached: one missed is enough to miss, one unknown not to know.
    Verdict and(Verdict other) {
        if (this == MISSED || other == MISSED) {
            return MISSED;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : MET;
    }

    String label() {
        return label;
    }
}
