package io.trunkline.benchmarks.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads which share of the upstream's fetches fails.
final class FailureRate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        if (text.matches("[01]|[01]?\\.[0-9]{1,9}") && Double.parseDouble(text) <= 1) {
            return Double.valueOf(text);
        }
        throw new TypeConversionException(
                "upstream-failure-rate must be a number in 0..1: upstream-failure-rate=" + text);
    }
}
