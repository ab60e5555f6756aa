package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.load.Schedule;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A rate on the command line: `20000` or `20000/s`.
///
/// @param perSecond requests a second
record RequestRate(double perSecond) {
    /// Reads a rate.
    static final class Converter implements ITypeConverter<RequestRate> {
        @Override
        public RequestRate convert(String text) {
            String number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
            if (number.matches("[0-9]{1,10}(\\.[0-9]{1,6})?")) {
                double perSecond = Double.parseDouble(number);
                if (perSecond > 0 && perSecond <= Schedule.MAX_RATE) {
                    return new RequestRate(perSecond);
                }
            }
            throw new TypeConversionException(
                    "rate must be a number of requests a second in (0, 1e9]: rate=" + text);
        }
    }
}
