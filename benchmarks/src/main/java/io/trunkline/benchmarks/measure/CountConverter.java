package io.trunkline.benchmarks.measure;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a whole number from 1.
final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException("must be a whole number from 1, was: " + text);
    }
}
