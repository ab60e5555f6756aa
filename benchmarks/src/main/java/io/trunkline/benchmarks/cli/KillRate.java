package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.replay.ChaosOptions;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how many processes are killed a second.
final class KillRate implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= ChaosOptions.MOST_KILLS) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException(
                "chaos must be a whole number of kills a second in 0.."
                        + ChaosOptions.MOST_KILLS
                        + ": chaos="
                        + text);
    }
}
