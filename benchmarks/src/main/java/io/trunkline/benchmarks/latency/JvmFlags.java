package io.trunkline.benchmarks.latency;

import java.lang.management.ManagementFactory;
import java.util.List;

/// How the JVM was started.
///
/// @param flags as given to it
/// @param maxHeap bytes that the heap may grow to
public record JvmFlags(List<String> flags, long maxHeap) {
    public JvmFlags {
        flags = List.copyOf(flags);
    }

    /// Of this JVM.
    public static JvmFlags present() {
        return new JvmFlags(
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Runtime.getRuntime().maxMemory());
    }
}
