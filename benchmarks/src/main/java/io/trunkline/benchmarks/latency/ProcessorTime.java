package io.trunkline.benchmarks.latency;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the machine's processors have done since it was started, where the system tells.
///
/// @param all time there was, in any unit
/// @param idle time in which there was nothing to do
/// @param own time of this JVM, in nanoseconds
/// @param cores how many processors there are
/// @param moment when it was, as of [System#nanoTime()]
record ProcessorTime(long all, long idle, long own, int cores, long moment) {
    private static final Path STAT = Path.of("/proc/stat");

    /// The columns of the first line: how much was spent on what. Those that follow are in the
    /// first ones already.
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /// Until now, if it is known.
    static Optional<ProcessorTime> now() {
        try (var lines = Files.lines(STAT)) {
            long[] spent =
                    Arrays.stream(lines.findFirst().orElse("").split(" +"))
                            .skip(1)
                            .limit(COLUMNS)
                            .mapToLong(Long::parseLong)
                            .toArray();
            var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            return Optional.of(
                    new ProcessorTime(
                            Arrays.stream(spent).sum(),
                            spent[IDLE] + spent[WAITING],
                            system.getProcessCpuTime(),
                            system.getAvailableProcessors(),
                            System.nanoTime()));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /// The share of all processors' time between two moments that neither this JVM had nor was
    /// idle: that of other processes, and what the machine's host took away.
    static OptionalDouble elsewhere(Optional<ProcessorTime> from, Optional<ProcessorTime> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return OptionalDouble.empty();
        }
        ProcessorTime a = from.get();
        ProcessorTime b = to.get();
        if (b.all <= a.all || b.moment <= a.moment) {
            return OptionalDouble.empty();
        }
        double busy = 1 - (double) (b.idle - a.idle) / (b.all - a.all);
        double own = (double) (b.own - a.own) / (b.moment - a.moment) / b.cores;
        return OptionalDouble.of(Math.clamp(busy - own, 0, 1));
    }
}
