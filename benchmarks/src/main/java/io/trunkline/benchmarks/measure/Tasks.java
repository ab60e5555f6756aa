package io.trunkline.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the kernel says of this process and its threads; all empty where there is no `/proc`.
final class Tasks {
    private static final Path SELF = Path.of("/proc/self");

    private Tasks() {}

    /// A thread of this process. The kernel keeps 15 characters of its name.
    ///
    /// @param voluntary how often it gave the processor up, as one that waits does
    /// @param involuntary how often it was taken away
    record Task(String name, long voluntary, long involuntary) {
        long switches() {
            return voluntary + involuntary;
        }
    }

    /// The threads alive now, by the kernel's number.
    static Map<String, Task> all() {
        Map<String, Task> all = new HashMap<>();
        try (Stream<Path> folders = Files.list(SELF.resolve("task"))) {
            for (Path folder : folders.toList()) {
                read(folder).ifPresent(task -> all.put(folder.getFileName().toString(), task));
            }
        } catch (IOException _) {
            return Map.of();
        }
        return all;
    }

    private static Optional<Task> read(Path folder) {
        try {
            List<String> status = Files.readAllLines(folder.resolve("status"));
            return Optional.of(
                    new Task(
                            field(status, "Name"),
                            Long.parseLong(field(status, "voluntary_ctxt_switches")),
                            Long.parseLong(field(status, "nonvoluntary_ctxt_switches"))));
        } catch (IOException _) {
            return Optional.empty(); // it has just ended
        }
    }

    /// How many threads the kernel runs for this process.
    static long threads() {
        return number("Threads");
    }

    /// The memory in use, in bytes, that is not swapped out.
    static long residentBytes() {
        return number("VmRSS") * 1024;
    }

    private static long number(String name) {
        try {
            String value = field(Files.readAllLines(SELF.resolve("status")), name);
            return Long.parseLong(value.replace(" kB", ""));
        } catch (IOException _) {
            return 0;
        }
    }

    static String field(List<String> status, String name) {
        String start = name + ":";
        return status.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("0");
    }
}
