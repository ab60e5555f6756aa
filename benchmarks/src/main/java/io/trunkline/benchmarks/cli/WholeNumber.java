package io.trunkline.benchmarks.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a whole number from 1.
class WholeNumber implements ITypeConverter<Integer> {
    private static final int MAX = 999_999_999;

    private final int min;

    WholeNumber() {
        this(1);
    }

    private WholeNumber(int min) {
        this.min = min;
    }

    /// Reads a whole number from 0.
    static final class OrZero extends WholeNumber {
        OrZero() {
            super(0);
        }
    }

    @Override
    public Integer convert(String text) {
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException(
                "must be a whole number in " + min + ".." + MAX + ", was: " + text);
    }
}
