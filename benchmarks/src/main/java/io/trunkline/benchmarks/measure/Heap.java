package io.trunkline.benchmarks.measure;

import java.lang.management.ManagementFactory;

/// The heap of this JVM.
final class Heap {
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /// What is in use after collections of garbage, in bytes.
    static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            used =
                    Math.min(
                            used,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
