package io.trunkline.benchmarks.cli;

import io.trunkline.engine.Node;
import io.trunkline.ets.CounterTable;
import io.trunkline.examples.traffic.GeneratedLog;
import io.trunkline.examples.traffic.TrafficCount;
import io.trunkline.examples.traffic.TrafficTables;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Counts the requests of an access log.
@Command(
        name = "traffic",
        description = {
            "Counts the requests of an access log by status, path and minute: the example of"
                    + " stages that fill tables.",
            ""
        },
        mixinStandardHelpOptions = true)
final class TrafficCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Access log in the combined or common format. Default: generated lines.")
    private @Nullable Path input;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "100000",
            converter = WholeNumber.class,
            description = "How many lines are generated. Default: ${DEFAULT-VALUE}.")
    private Integer lines = 100_000;

    @Option(
            names = "--processes",
            paramLabel = "P",
            defaultValue = "2",
            converter = WholeNumber.class,
            description = "How many take lines apart. Default: ${DEFAULT-VALUE}.")
    private Integer processes = 2;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "10",
            converter = WholeNumber.class,
            description = "How many paths and minutes are shown. Default: ${DEFAULT-VALUE}.")
    private Integer top = 10;

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new TrafficCommand())
                .setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() {
        Path file = input;
        if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
            spec.commandLine()
                    .getErr()
                    .println("trunkline traffic: input must be a readable file: input=" + file);
            return ReplayCommand.BAD_INPUT;
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Node node = Node.start()) {
            TrafficTables tables = TrafficTables.create(node);
            long start = System.nanoTime();
            long read =
                    TrafficCount.start(node, () -> open(file), processes, tables).result().join();
            long nanos = System.nanoTime() - start;
            print(
                    out,
                    "%,d lines in %.2f s, %,d of them unreadable%n",
                    read,
                    nanos / 1e9,
                    tables.unreadable().sum());
            table(out, "status", tables.statuses(), Integer.MAX_VALUE);
            table(out, "path", tables.paths(), top);
            table(out, "minute", tables.minutes(), top);
        }
        return ReplayCommand.OK;
    }

    private Stream<String> open(@Nullable Path file) {
        try {
            return file == null
                    ? new GeneratedLog(lines, SEED).stream()
                    : Files.lines(file, StandardCharsets.ISO_8859_1); // any byte is a character
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void table(PrintWriter out, String name, CounterTable counts, int limit) {
        print(out, "%nrequests by %s, %,d in all%n", name, counts.size());
        TrafficTables.most(counts, limit)
                .forEach(count -> print(out, "%,12d  %s%n", count.requests(), count.key()));
    }

    private static void print(PrintWriter out, String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
