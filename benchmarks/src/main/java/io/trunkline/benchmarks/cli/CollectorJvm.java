package io.trunkline.benchmarks.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Runs the command line in a JVM like this one, but for its garbage collector.
final class CollectorJvm {
    private static final Pattern CHOICE = Pattern.compile("-XX:[+-]Use[A-Za-z0-9]+GC");

    /// The variables whose flags are among this JVM's already.
    private static final List<String> FLAGS_FROM_OUTSIDE =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private CollectorJvm() {}

    /// Runs it with this process's input and output. If this process is told to end, so is the
    /// other, and it is waited for.
    ///
    /// @return the exit code
    static int run(Collector collector, List<String> arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command(collector, arguments)).inheritIO();
        builder.environment().keySet().removeAll(FLAGS_FROM_OUTSIDE);
        Process process = builder.start();
        try (var _ = new InterruptGuard(process::destroy)) {
            return process.waitFor();
        }
    }

    private static List<String> command(Collector collector, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.add(collector.flag());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(arguments);
        return command;
    }

    /// Those that choose no collector.
    static List<String> flags(List<String> given) {
        return given.stream().filter(flag -> !CHOICE.matcher(flag).matches()).toList();
    }
}
