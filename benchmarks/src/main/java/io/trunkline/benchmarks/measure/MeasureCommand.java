package io.trunkline.benchmarks.measure;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The measurements, a subcommand each.
@Command(
        name = "measure",
        description =
                "Measures memory, rest, isolation, large tables, and pools and stages under kills.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IdleCommand.class,
            BlockedCommand.class,
            SpinningCommand.class,
            RowsCommand.class,
            PoolsCommand.class,
            StagesCommand.class,
            FiguresCommand.class
        })
public final class MeasureCommand {
    private MeasureCommand() {}

    /// The command and its subcommands.
    public static CommandLine commandLine() {
        return new CommandLine(new MeasureCommand());
    }
}
