package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.top.ObserverClient;
import io.trunkline.benchmarks.top.Screen;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Shows the essentials of a running node, once a second.
@Command(
        name = "top",
        description = "Shows what a node with an Observer does, longest mailboxes first.",
        footer = {"", "Exit codes: 0 done, 2 wrong usage or no Observer there, 130 interrupted."})
final class TopCommand implements Callable<Integer> {
    private static final String HOME = "\u001b[H\u001b[2J";
    private static final String ROWS = "/api/processes?sort=mailbox&order=down&limit=15";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:4000",
            description = "Where the Observer is. Default: ${DEFAULT-VALUE}.")
    private String connect = "localhost:4000";

    @Option(names = "--token", paramLabel = "TOKEN", description = "The Observer's, if it has one.")
    private @Nullable String token;

    @Option(
            names = "--times",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "Ends after so many looks. Default: goes on until it is interrupted.")
    private @Nullable Integer times;

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new TopCommand()).setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        var interrupted = new CountDownLatch(1);
        try (var _ = new InterruptGuard(interrupted::countDown);
                var client = new ObserverClient(address(), token)) {
            return look(client, interrupted);
        } catch (InputProblem | IOException problem) {
            err.println(
                    "trunkline top: Observer must answer: connect="
                            + connect
                            + ", cause="
                            + problem.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int look(ObserverClient client, CountDownLatch interrupted)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Console console = System.console();
        String home = console != null && console.isTerminal() ? HOME : "";
        var screen = new Screen();
        for (int looks = 1; ; looks++) {
            out.print(home + screen.draw(client.get("/api/system"), client.get(ROWS)));
            out.println();
            out.flush();
            if (times != null && looks >= times) {
                return CommandLine.ExitCode.OK;
            }
            if (interrupted.await(1, TimeUnit.SECONDS)) {
                return InterruptGuard.INTERRUPTED;
            }
        }
    }

    private URI address() throws InputProblem {
        if (!connect.matches("[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}")) {
            throw new InputProblem("connect must be HOST:PORT");
        }
        return URI.create("http://" + connect + "/");
    }
}
