package io.trunkline.benchmarks.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/// Hands its arguments to JMH as they are.
@Command(
        name = "bench",
        description = "Runs the JMH benchmarks whose names match the given regular expressions.",
        footer = {
            "",
            "Everything after 'bench' goes to JMH unchanged:",
            "  bin/trunkline bench -l               lists the benchmarks",
            "  bin/trunkline bench PingPong -f 1    runs those that match, in one fork",
            "  bin/trunkline bench -h               shows JMH's own options"
        })
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Parameters(paramLabel = "JMH-ARGUMENT", description = "Patterns and options of JMH.")
    private List<String> arguments = List.of();

    /// Returns the command with a parser that leaves options it does not know, and all that
    /// follows, to JMH.
    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setStopAtPositional(true)
                .setUnmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws Exception {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
