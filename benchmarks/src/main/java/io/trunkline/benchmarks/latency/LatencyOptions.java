package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;
import io.trunkline.benchmarks.load.Schedule;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is measured, and for how long.
///
/// @param workloads in this order, after the generator itself
/// @param rates operations a second, each measured with each workload
/// @param length of the measurement of one workload at one rate
/// @param warmUp before each measurement
public record LatencyOptions(
        List<WorkloadKind> workloads, List<Double> rates, Duration length, Duration warmUp) {
    public LatencyOptions {
        workloads = List.copyOf(workloads);
        rates = List.copyOf(rates);
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("workloads must be given: workloads=[]");
        }
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("rates must be given: rates=[]");
        }
        Set<Double> seen = new HashSet<>();
        for (double rate : rates) {
            if (!(rate > 0 && rate <= Schedule.MAX_RATE)) {
                throw new IllegalArgumentException("rate must be in (0, 1e9]: rate=" + rate);
            }
            if (!seen.add(rate)) {
                throw new IllegalArgumentException("rate must be given once: rate=" + rate);
            }
        }
        if (!length.isPositive()) {
            throw new IllegalArgumentException("length must be > 0: length=" + length);
        }
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warmUp must be >= 0: warmUp=" + warmUp);
        }
    }

    /// The workloads, the generator first.
    Set<WorkloadKind> order() {
        var order = new LinkedHashSet<WorkloadKind>();
        order.add(WorkloadKind.GENERATOR);
        order.addAll(workloads);
        return order;
    }
}
