package io.trunkline.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// What this process did while it had nothing to do.
///
/// @param cpu CPU time of all threads, in nanoseconds
/// @param cpuOfOurs CPU time of each of the nodes' threads
/// @param switches context switches of all threads
/// @param switchesOfOurs those of the nodes' threads
record Rest(long cpu, Map<String, Long> cpuOfOurs, long switches, long switchesOfOurs) {
    private static final String OURS = "trunkline-";

    /// Until the last start is forgotten: the compiler is done and the watchdog rests.
    private static final Duration SETTLE = Duration.ofSeconds(3);

    /// Lets the process come to rest, and watches it for so long.
    static Rest watch(Duration duration) throws InterruptedException {
        Thread.sleep(SETTLE);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, Tasks.Task> tasksBefore = Tasks.all();
        Map<String, Long> before = threads();
        long processBefore = system.getProcessCpuTime();
        Thread.sleep(duration);
        long processAfter = system.getProcessCpuTime();
        Map<String, Long> ours = threads();
        ours.replaceAll((name, nanos) -> nanos - before.getOrDefault(name, 0L));
        Map<String, Tasks.Task> tasksAfter = Tasks.all();
        return new Rest(
                processAfter - processBefore,
                ours,
                switches(tasksBefore, tasksAfter, ""),
                switches(tasksBefore, tasksAfter, OURS));
    }

    private static Map<String, Long> threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> cpu = new TreeMap<>();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(OURS)) {
                cpu.put(info.getThreadName(), threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return cpu;
    }

    private static long switches(
            Map<String, Tasks.Task> before, Map<String, Tasks.Task> after, String prefix) {
        return after.entrySet().stream()
                .filter(entry -> entry.getValue().name().startsWith(prefix))
                .mapToLong(entry -> {
                    Tasks.Task old = before.get(entry.getKey());
                    return entry.getValue().switches() - (old == null ? 0 : old.switches());
                })
                .sum();
    }
}
