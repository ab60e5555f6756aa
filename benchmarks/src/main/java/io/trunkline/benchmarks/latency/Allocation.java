package io.trunkline.benchmarks.latency;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// How much memory the JVM's threads allocate, but for the thread that asks: always the same one,
/// which was started after this was made.
final class Allocation {
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private long last = threads.getTotalThreadAllocatedBytes();

    /// Bytes since the last call, or since this was made.
    long bytes() {
        long now =
                threads.getTotalThreadAllocatedBytes() - threads.getCurrentThreadAllocatedBytes();
        long since = now - last;
        last = now;
        return since;
    }
}
