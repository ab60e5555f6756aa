package io.trunkline.benchmarks.load;

/// Waits for moments.
@FunctionalInterface
interface Pacer {
    /// Returns at `moment`, or at once if that has passed.
    ///
    /// @return false if the wait was broken off
    boolean await(long moment);
}
