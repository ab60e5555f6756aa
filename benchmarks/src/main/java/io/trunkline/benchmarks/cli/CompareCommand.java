package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.compare.Catalogue;
import io.trunkline.benchmarks.compare.Comparison;
import io.trunkline.benchmarks.compare.Effort;
import io.trunkline.benchmarks.compare.Findings;
import io.trunkline.benchmarks.compare.Instruments;
import io.trunkline.benchmarks.compare.JsonLines;
import io.trunkline.benchmarks.compare.TextTable;
import io.trunkline.benchmarks.compare.Workload;
import io.trunkline.benchmarks.report.Machine;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Runs our workloads and those of peers side by side, and holds them against the goals.
@Command(
        name = "compare",
        description = {
            "Measures our workloads and the peers' side by side, and says which goals are met.",
            ""
        },
        footer = {
            "",
            "Figures are medians of JMH's iterations. The BEAM's side runs where erl and elixir are"
                    + " on the PATH. A ratio is how many times less ours takes.",
            "Exit codes: 0 done, whatever the figures; 1 failed; 2 wrong usage; 130 interrupted"
                    + " (what was measured is printed and written)."
        })
final class CompareCommand implements Callable<Integer> {
    static final int OK = 0;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Option(names = "--quick", description = "Everything in less than ten minutes, less exactly.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only workloads in whose ids this regular expression is found.")
    private @Nullable String only;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes an object on a line for each workload to this file.")
    private @Nullable Path json;

    @Option(names = "--list", description = "Lists the workloads, and measures nothing.")
    private boolean list;

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new CompareCommand())
                .setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<Workload> workloads = selected(only);
            if (list) {
                list(workloads, out);
                return OK;
            }
            try (Writer lines = jsonWriter()) {
                return compare(workloads, out, lines);
            }
        } catch (InputProblem problem) {
            err.println("trunkline compare: " + problem.getMessage());
            return spec.exitCodeOnInvalidInput();
        } catch (IOException | UncheckedIOException failure) {
            err.println("trunkline compare: " + failure.getMessage());
            return spec.exitCodeOnExecutionException();
        }
    }

    /// @param pattern null for all
    static List<Workload> selected(@Nullable String pattern) throws InputProblem {
        try {
            Pattern wanted = Pattern.compile(pattern == null ? "" : pattern);
            List<Workload> selected =
                    Catalogue.ALL.stream()
                            .filter(workload -> wanted.matcher(workload.id()).find())
                            .toList();
            if (selected.isEmpty()) {
                throw new InputProblem("only must match an id (see --list): only=" + pattern);
            }
            return selected;
        } catch (PatternSyntaxException wrong) {
            throw new InputProblem(
                    "only must be a regular expression: only="
                            + pattern
                            + ", cause="
                            + wrong.getDescription());
        }
    }

    private static void list(List<Workload> workloads, PrintWriter out) {
        for (Workload workload : workloads) {
            out.println(
                    "%-32s %-60s %s".formatted(workload.id(), workload.title(), workload.goal()));
        }
        out.flush();
    }

    private int compare(List<Workload> workloads, PrintWriter out, Writer lines) {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        var table = new TextTable();
        out.println(Machine.present().line());
        out.println(effort.line());
        out.println();
        out.println(table.head());
        out.flush();
        var comparison = new Comparison(workloads, new Instruments(effort, Main.class));
        long start = System.nanoTime();
        try (var _ = new InterruptGuard(comparison::stop)) {
            boolean all =
                    comparison.run(findings -> {
                        out.println(table.lines(findings));
                        out.flush();
                        write(findings, lines);
                    });
            out.println();
            if (!all) {
                out.println("Interrupted: this is what was measured so far.");
            }
            out.println(table.summary());
            out.println("took %d s".formatted((System.nanoTime() - start) / 1_000_000_000));
            out.flush();
            return all ? OK : InterruptGuard.INTERRUPTED;
        }
    }

    private static void write(Findings findings, Writer lines) {
        try {
            lines.write(JsonLines.line(findings));
            lines.write('\n');
            lines.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("json must stay writable", failure);
        }
    }

    private Writer jsonWriter() throws InputProblem {
        if (json == null) {
            return Writer.nullWriter();
        }
        try {
            return Files.newBufferedWriter(json);
        } catch (IOException failure) {
            throw new InputProblem("json must be writable: json=" + json + ", cause=" + failure);
        }
    }
}
