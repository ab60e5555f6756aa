package io.trunkline.benchmarks.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A garbage collector to choose.
enum Collector {
    G1("G1", "-XX:+UseG1GC"),
    /// Generational, as there is no other any more.
    Z("ZGC", "-XX:+UseZGC"),
    PARALLEL("Parallel", "-XX:+UseParallelGC");

    private final String label;
    private final String flag;

    Collector(String label, String flag) {
        this.label = label;
        this.flag = flag;
    }

    /// The JVM's flag.
    String flag() {
        return flag;
    }

    /// Reads a collector's name, in any case.
    static final class Converter implements ITypeConverter<Collector> {
        @Override
        public Collector convert(String text) {
            return Arrays.stream(values())
                    .filter(each ->
                            each.label
                                    .toLowerCase(Locale.ROOT)
                                    .equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "gc must be one of " + labels() + ": gc=" + text));
        }

        private static String labels() {
            return Arrays.stream(values())
                    .map(each -> each.label)
                    .collect(Collectors.joining(", "));
        }
    }
}
