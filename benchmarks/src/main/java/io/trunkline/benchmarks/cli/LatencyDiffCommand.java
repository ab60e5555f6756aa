package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.latency.diff.DiffPage;
import io.trunkline.benchmarks.latency.diff.DiffText;
import io.trunkline.benchmarks.latency.diff.RecordedRun;
import io.trunkline.benchmarks.latency.diff.RunDiff;

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
import java.util.concurrent.Callable;

/// Puts two runs of `latency` beside each other.
@Command(
        name = "diff",
        description = {
            "Compares the reports of two runs, and says whether they differ by more than noise.",
            ""
        },
        footer = {"", "Exit codes: 0 done, whatever the runs; 2 wrong usage or input."})
final class LatencyDiffCommand implements Callable<Integer> {
    private static final String PAGE_FILE = "diff.html";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "Folder of a report.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Folder of another.")
    private Path after = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where " + PAGE_FILE + " goes. Default: a new folder under" + " ./reports.")
    private @Nullable Path out;

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new LatencyDiffCommand())
                .setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() {
        PrintWriter terminal = spec.commandLine().getOut();
        try {
            RunDiff diff = diff(read(before), read(after));
            terminal.print(DiffText.of(diff));
            Path page = ReportFolder.prepare(out, "latency-diff").resolve(PAGE_FILE);
            write(page, DiffPage.of(diff));
            terminal.println("\nReport: " + page);
            terminal.flush();
            return CommandLine.ExitCode.OK;
        } catch (InputProblem problem) {
            spec.commandLine().getErr().println("trunkline latency diff: " + problem.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static RunDiff diff(RecordedRun before, RecordedRun after) throws InputProblem {
        try {
            return RunDiff.of(before, after);
        } catch (IllegalArgumentException wrong) {
            throw new InputProblem(wrong.getMessage());
        }
    }

    private static RecordedRun read(Path folder) throws InputProblem {
        try {
            return RecordedRun.read(folder);
        } catch (IOException failure) {
            throw new InputProblem(
                    "run must be the folder of a report: run=" + folder + ", cause=" + failure);
        }
    }

    private static void write(Path page, String content) throws InputProblem {
        try {
            Files.writeString(page, content);
        } catch (IOException failure) {
            throw new InputProblem(
                    "report must be writable: report=" + page + ", cause=" + failure);
        }
    }
}
