package io.trunkline.benchmarks.compare;

import java.util.OptionalDouble;

/// A figure, or why there is none.
public sealed interface Finding {

    /// @param value in the workload's unit
    /// @param allocated bytes allocated by an operation, where that is known
    record Measured(double value, OptionalDouble allocated) implements Finding {
        public Measured {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("value must be >= 0: value=" + value);
            }
        }

        static Measured of(double value) {
            return new Measured(value, OptionalDouble.empty());
        }

        Measured per(int operations) {
            return new Measured(
                    value / operations,
                    allocated.isPresent()
                            ? OptionalDouble.of(allocated.getAsDouble() / operations)
                            : allocated);
        }
    }

    record NotMeasured(String reason) implements Finding {}
}
