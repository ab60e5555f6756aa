package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.measure.MeasureCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// Entry point of the command line. Each subcommand is a class of its own, added in [#commandLine].
@Command(
        name = "trunkline",
        description = "Runs Trunkline's benchmarks and demonstrations.",
        versionProvider = Main.JarVersion.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// Returns the command line with all its commands.
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(BenchCommand.commandLine())
                .addSubcommand(CompareCommand.commandLine())
                .addSubcommand(LatencyCommand.commandLine())
                .addSubcommand(MeasureCommand.commandLine())
                .addSubcommand(ReplayCommand.commandLine())
                .addSubcommand(ServeCommand.commandLine())
                .addSubcommand(TopCommand.commandLine())
                .addSubcommand(TrafficCommand.commandLine())
                .setParameterExceptionHandler(new UsageErrors())
                .setExpandAtFiles(false);
    }

    /// Reads the version that the build writes into the jar's manifest.
    static final class JarVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"trunkline " + (version == null ? "(not packaged)" : version)};
        }
    }
}
