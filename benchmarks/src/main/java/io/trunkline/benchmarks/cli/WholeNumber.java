package io.trunkline.benchmarks.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a whole number from 1.
final class WholeNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (text.matches("0*[1-9][0-9]{0,8}")) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException("must be a whole number in 1..999999999, was: " + text);
    }
}
