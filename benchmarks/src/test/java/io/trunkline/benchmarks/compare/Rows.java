package io.trunkline.benchmarks.compare;

import java.util.Map;
import java.util.OptionalDouble;

/// Workloads and findings to test with.
final class Rows {
    private static final Source NOWHERE = Source.Jmh.jmh("nowhere.NoBenchmark.none");

    private Rows() {}

    /// A workload with the peers of its goals.
    static Workload workload(String id, Goal... goals) {
        Workload row = Workload.workload(id, "to test with", NOWHERE);
        for (Goal goal : goals) {
            if (goal.rival().isPresent()) {
                row = row.beside(goal.rival().get(), NOWHERE);
            }
        }
        return row.goals(goals);
    }

    static Findings findings(Workload row, Finding ours, Map<Peer, Finding> peers) {
        return new Findings(row, ours, peers);
    }

    static Finding measured(double value) {
        return Finding.Measured.of(value);
    }

    static Finding measured(double value, double bytes) {
        return new Finding.Measured(value, OptionalDouble.of(bytes));
    }

    static Finding missing(String reason) {
        return new Finding.NotMeasured(reason);
    }
}
