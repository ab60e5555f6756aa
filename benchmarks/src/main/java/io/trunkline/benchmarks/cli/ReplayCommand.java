package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.load.OpenLoop;
import io.trunkline.benchmarks.load.Schedule;
import io.trunkline.benchmarks.replay.ChaosOptions;
import io.trunkline.benchmarks.replay.ReplayOptions;
import io.trunkline.benchmarks.replay.ReplayRun;
import io.trunkline.benchmarks.report.HtmlReport;
import io.trunkline.benchmarks.report.Replay;
import io.trunkline.benchmarks.report.TextReport;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Replays an access log through the gateway of the examples, and reports.
@Command(
        name = "replay",
        description = {
            "Sends the requests of an access log through the example gateway, at their intended"
                    + " times whatever becomes of them, and reports the latency of each step.",
            ""
        },
        footer = {
            "",
            "The recorded intervals are scaled so that the mean rate is the given one; requests of"
                    + " the same second are spread over it evenly, and lines may be out of order."
                    + " Latency counts from the intended start.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or input, 130 interrupted (the report so"
                    + " far is printed and written)."
        })
final class ReplayCommand implements Callable<Integer> {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;

    static final String LOG_FILE = "replay.hlog";
    static final String PAGE_FILE = "replay.html";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Access log in the combined or common format. Default: 100,000 generated"
                            + " requests of 2,000 clients with Zipf's frequencies.")
    private @Nullable Path input;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "5000/s",
            converter = RequestRate.Converter.class,
            description = "Requests a second, in the mean. Default: ${DEFAULT-VALUE}.")
    private RequestRate rate = new RequestRate(5_000);

    @ArgGroup(exclusive = true)
    private Length length = new Length();

    @Option(
            names = "--threads",
            paramLabel = "T",
            defaultValue = "1",
            converter = WholeNumber.class,
            description = "Threads that send. Default: ${DEFAULT-VALUE}.")
    private Integer threads = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "3",
            converter = WholeNumber.OrZero.class,
            description =
                    "Sends requests for so long before, which are not counted: the first ones meet"
                            + " a JVM that still compiles. Default: ${DEFAULT-VALUE}.")
    private Integer warmUp = 3;

    @Option(
            names = "--chaos",
            paramLabel = "N",
            defaultValue = "0",
            converter = KillRate.class,
            description =
                    "Kills N processes of the gateway a second at random, supervisors among them,"
                            + " after a quarter of the time. Default: ${DEFAULT-VALUE}.")
    private Integer chaos = 0;

    @Option(
            names = "--chaos-seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Decides who is killed, and when. Default: ${DEFAULT-VALUE}.")
    private long chaosSeed = 1;

    @Option(
            names = "--upstream-failure-rate",
            paramLabel = "R",
            converter = FailureRate.class,
            description =
                    "Has this share (0 to 1) of the calls to the upstream fail, in the middle half"
                            + " of the time, and none else: from about 0.25 on the circuit breaker"
                            + " opens. Default: 0.001, all the time.")
    private @Nullable Double upstreamFailureRate;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Where "
                            + LOG_FILE
                            + " and "
                            + PAGE_FILE
                            + " go. Default: a new folder under"
                            + " ./reports.")
    private @Nullable Path report;

    /// How much is replayed.
    static final class Length {
        @Option(
                names = "--seconds",
                paramLabel = "S",
                converter = WholeNumber.class,
                description = "Starts over and over for so long.")
        private @Nullable Integer seconds;

        @Option(
                names = "--repeat",
                paramLabel = "K",
                converter = WholeNumber.class,
                description = "Goes through the requests so many times. Default: 1.")
        private @Nullable Integer repeat;
    }

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new ReplayCommand()).setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            var from = ReplayInput.of(input, err);
            Schedule schedule = schedule(from);
            return replay(from, schedule, ReportFolder.prepare(report, "replay"));
        } catch (InputProblem problem) {
            err.println("trunkline replay: " + problem.getMessage());
            return BAD_INPUT;
        }
    }

    private int replay(ReplayInput from, Schedule schedule, Path folder) throws InputProblem {
        var options = options();
        var run = new ReplayRun(setup(from, schedule, options), schedule, options);
        PrintWriter out = spec.commandLine().getOut();
        try (var _ = new InterruptGuard(run::stop)) {
            Replay replay;
            try (var progress = TerminalProgress.start()) {
                replay = run.execute(folder.resolve(LOG_FILE), progress);
            }
            out.print(TextReport.of(replay));
            Files.writeString(folder.resolve(PAGE_FILE), HtmlReport.of(replay));
            out.println();
            out.println("Report: " + folder.resolve(PAGE_FILE) + ", " + LOG_FILE);
            out.flush();
            if (replay.interrupted()) {
                return InterruptGuard.INTERRUPTED;
            }
            return replay.counts().unanswered() == 0 ? OK : FAILED;
        } catch (IOException failure) {
            throw new InputProblem(
                    "report must be writable: report="
                            + folder
                            + ", cause="
                            + failure.getMessage());
        }
    }

    private ReplayOptions options() {
        var options =
                ReplayOptions.defaults()
                        .withWarmUp(Duration.ofSeconds(warmUp))
                        .withChaos(new ChaosOptions(chaos, chaosSeed));
        return upstreamFailureRate == null ? options : options.withOutage(upstreamFailureRate);
    }

    private Schedule schedule(ReplayInput from) throws InputProblem {
        if (threads > OpenLoop.MAX_THREADS) {
            throw new InputProblem(
                    "threads must be <= " + OpenLoop.MAX_THREADS + ": threads=" + threads);
        }
        try {
            if (length.seconds != null) {
                var duration = Duration.ofSeconds(length.seconds);
                return Schedule.lasting(from.recording(), rate.perSecond(), duration);
            }
            int times = length.repeat == null ? 1 : length.repeat;
            return Schedule.repeat(from.recording(), rate.perSecond(), times);
        } catch (IllegalArgumentException wrong) {
            throw new InputProblem(wrong.getMessage());
        }
    }

    private Replay.Setup setup(ReplayInput from, Schedule schedule, ReplayOptions options) {
        String description =
                String.format(
                        Locale.ROOT,
                        "%,d recorded requests of %,d clients, %,d to send, recorded intervals"
                                + " scaled to %s",
                        from.recording().size(),
                        from.recording().clients(),
                        schedule.total(),
                        TextReport.rate(rate.perSecond()));
        return new Replay.Setup(
                from.source(), description, rate.perSecond(), threads, options.line());
    }
}
