package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.latency.LatencyOptions;
import io.trunkline.benchmarks.latency.LatencyReport;
import io.trunkline.benchmarks.latency.LatencyRun;
import io.trunkline.benchmarks.latency.LatencyText;
import io.trunkline.benchmarks.latency.workload.WorkloadKind;
import io.trunkline.benchmarks.report.Text;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Measures latency at fixed rates, and reports.
@Command(
        name = "latency",
        description = {
            "Starts operations at fixed rates, at their intended times whatever becomes of those"
                    + " before, and reports how long they take from then.",
            ""
        },
        footer = {
            "",
            "Writes a page and a histogram log for each row, which HdrHistogram's tools read.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted (the report so far is"
                    + " printed and written)."
        })
final class LatencyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Option(names = "--list", description = "Lists the workloads and exits.")
    private boolean list;

    @Parameters(
            paramLabel = "WORKLOAD",
            description = "What is measured, see --list. Default: everything.")
    private List<String> workloads = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            split = ",",
            defaultValue = "1000,10000,100000",
            converter = RequestRate.Converter.class,
            description = "Operations a second, one after the other. Default: ${DEFAULT-VALUE}.")
    private List<RequestRate> rates = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            converter = WholeNumber.class,
            description =
                    "How long each workload is measured at each rate. Default: ${DEFAULT-VALUE}.")
    private Integer seconds = 10;

    @Option(
            names = {"--warmup", "--warm-up"},
            paramLabel = "S",
            defaultValue = "3",
            converter = WholeNumber.OrZero.class,
            description =
                    "How long before each measurement operations are started that do not count."
                            + " Default: ${DEFAULT-VALUE}.")
    private Integer warmUp = 3;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the report goes. Default: a new folder under ./reports.")
    private @Nullable Path out;

    @Option(
            names = "--gc",
            paramLabel = "COLLECTOR",
            converter = Collector.Converter.class,
            description =
                    "Measures in a JVM of its own with this collector: G1, ZGC or Parallel."
                            + " Default: in the JVM that the command runs in.")
    private @Nullable Collector collector;

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new LatencyCommand())
                .addSubcommand(LatencyDiffCommand.commandLine())
                .setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            for (WorkloadKind each : WorkloadKind.values()) {
                out().printf("%-18s %s%n", each.id(), each.description());
            }
            return CommandLine.ExitCode.OK;
        }
        try {
            LatencyOptions options = options();
            Path folder = ReportFolder.prepare(out, "latency");
            requireNoRun(folder);
            return collector == null
                    ? measure(options, folder)
                    : CollectorJvm.run(collector, arguments(folder));
        } catch (InputProblem problem) {
            spec.commandLine().getErr().println("trunkline latency: " + problem.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private LatencyOptions options() throws InputProblem {
        try {
            return new LatencyOptions(
                    kinds(),
                    rates.stream().map(RequestRate::perSecond).toList(),
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(warmUp));
        } catch (IllegalArgumentException wrong) {
            throw new InputProblem(wrong.getMessage());
        }
    }

    /// Read here, as the parser would take a word that is no workload for a wrong command.
    private List<WorkloadKind> kinds() throws InputProblem {
        if (workloads.isEmpty()) {
            return List.of(WorkloadKind.values());
        }
        List<WorkloadKind> kinds = new ArrayList<>();
        for (String id : workloads) {
            kinds.add(
                    WorkloadKind.of(id)
                            .orElseThrow(() ->
                                    new InputProblem(
                                            "workload must be one of "
                                                    + WorkloadKind.ids()
                                                    + ": workload="
                                                    + id)));
        }
        return kinds;
    }

    /// A log that another run left would look like this one's.
    private static void requireNoRun(Path folder) throws IOException, InputProblem {
        try (var logs = Files.newDirectoryStream(folder, "*" + LatencyReport.LOG_SUFFIX)) {
            for (Path log : logs) {
                throw new InputProblem(
                        "out must hold no run yet: out=" + folder + ", found=" + log.getFileName());
            }
        }
    }

    private int measure(LatencyOptions options, Path folder) throws InputProblem {
        var run = new LatencyRun(options, folder);
        try (var _ = new InterruptGuard(run::stop)) {
            show(LatencyText.head(options));
            LatencyReport report = run.execute(row -> show(LatencyText.row(row)));
            show(LatencyText.foot(report));
            report.write(folder);
            show("\nReport: " + folder.resolve(LatencyReport.PAGE_FILE) + "\n");
            return report.interrupted() ? InterruptGuard.INTERRUPTED : CommandLine.ExitCode.OK;
        } catch (IOException failure) {
            throw new InputProblem(
                    "report must be writable: report="
                            + folder
                            + ", cause="
                            + failure.getMessage());
        }
    }

    /// What this was told, for a JVM with the right collector.
    private List<String> arguments(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("latency"));
        arguments.addAll(workloads);
        String wanted =
                rates.stream()
                        .map(rate -> Text.decimal(rate.perSecond()))
                        .collect(Collectors.joining(","));
        arguments.addAll(List.of("--rate", wanted));
        arguments.addAll(List.of("--seconds", seconds.toString()));
        arguments.addAll(List.of("--warmup", warmUp.toString()));
        arguments.addAll(List.of("--out", folder.toString()));
        return arguments;
    }

    private void show(String text) {
        out().print(text);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
