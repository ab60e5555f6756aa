package io.trunkline.benchmarks.measure;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The measurements, a subcommand each.
@Command(
        name = "measure",
        description = "Measures memory, rest, isolation, large tables and what kills do to stages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IdleCommand.class,
            BlockedCommand.class,
            SpinningCommand.class,
            RowsCommand.class,
            StagesCommand.class
        })
public final class MeasureCommand {
    private MeasureCommand() {}

    /// The command and its subcommands.
    public static CommandLine commandLine() {
        return new CommandLine(new MeasureCommand());
    }
}
