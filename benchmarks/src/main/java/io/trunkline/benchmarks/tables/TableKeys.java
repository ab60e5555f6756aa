package io.trunkline.benchmarks.tables;

/// The keys that are measured.
public enum TableKeys {
    INTEGERS {
        @Override
        Object key(int number) {
            return number;
        }
    },

    LONGS {
        @Override
        Object key(int number) {
            return (long) number;
        }
    },

    /// Strings that begin alike, as keys of real tables do, with seven digits.
    STRINGS {
        @Override
        Object key(int number) {
            return "user:" + String.valueOf(10_000_000 + number).substring(1);
        }
    };

    /// A new object each time.
    abstract Object key(int number);
}
