package io.trunkline.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where a figure comes from.
public sealed interface Source {

    /// A benchmark of JMH, in JVMs of its own.
    ///
    /// @param benchmark its class and method, without the package that all of them share
    /// @param params the values of the class's parameters that are not their defaults
    /// @param statistic which of its figures
    /// @param per how many operations the benchmark's own operation stands for
    record Jmh(String benchmark, Map<String, String> params, Statistic statistic, int per)
            implements Source {
        private static final String PACKAGE = "io.trunkline.benchmarks.";

        public Jmh {
            params = Map.copyOf(params);
            if (per < 1) {
                throw new IllegalArgumentException("per must be >= 1: per=" + per);
            }
        }

        static Jmh jmh(String benchmark) {
            return new Jmh(benchmark, Map.of(), Statistic.MEDIAN, 1);
        }

        Jmh with(String param, String value) {
            Map<String, String> more = new LinkedHashMap<>(params);
            more.put(param, value);
            return new Jmh(benchmark, more, statistic, per);
        }

        Jmh per(int operations) {
            return new Jmh(benchmark, params, statistic, operations);
        }

        Jmh p99() {
            return new Jmh(benchmark, params, Statistic.P99, per);
        }

        /// The name by which JMH knows it.
        public String fullName() {
            return PACKAGE + benchmark;
        }
    }

    /// Which figure of a benchmark counts.
    enum Statistic {
        /// The median of the iterations of all forks.
        MEDIAN,
        /// What 99 of 100 operations did not exceed.
        P99
    }

    /// A program for the BEAM.
    ///
    /// @param program the file's name without its ending
    /// @param key what the program calls the workload
    /// @param per how many operations the program's own operation stands for
    record Beam(String program, String key, int per) implements Source {
        public Beam {
            if (per < 1) {
                throw new IllegalArgumentException("per must be >= 1: per=" + per);
            }
        }
    }

    /// A figure of `measure figures`, in a JVM of its own.
    record Figure(String key) implements Source {}
}
