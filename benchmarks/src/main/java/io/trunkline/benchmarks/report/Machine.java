package io.trunkline.benchmarks.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What a measurement ran on.
///
/// @param processor its model, or its architecture where that is not known
/// @param collector the JVM's garbage collector
public record Machine(String processor, int cores, String system, String jdk, String collector) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /// This machine and this JVM.
    public static Machine present() {
        return new Machine(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                collectorName());
    }

    /// All of it in one line.
    public String line() {
        return processor + ", " + cores + " cores, " + system + ", " + jdk + ", " + collector;
    }

    private static String processorModel() {
        try {
            return Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(Machine::architecture);
        } catch (IOException _) {
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }

    /// The collector by the name that its beans share: "G1", "ZGC", "Shenandoah".
    private static String collectorName() {
        List<String> beans =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList();
        if (beans.contains("Copy")) {
            return "Serial GC";
        }
        if (beans.contains("PS Scavenge")) {
            return "Parallel";
        }
        return beans.stream()
                .map(name -> name.split(" ")[0])
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
