package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Reads the id of a workload.
final class Workloads implements ITypeConverter<WorkloadKind> {
    @Override
    public WorkloadKind convert(String text) {
        return WorkloadKind.of(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "workload must be one of " + ids() + ": workload=" + text));
    }

    private static String ids() {
        return Arrays.stream(WorkloadKind.values())
                .map(WorkloadKind::id)
                .collect(Collectors.joining(", "));
    }
}
