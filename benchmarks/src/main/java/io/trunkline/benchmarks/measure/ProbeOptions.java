package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Node;

import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.time.Duration;

/// The options of commands that probe.
final class ProbeOptions {
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    @Option(
            names = "--rate",
            description = "Others' calls a second (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000",
            converter = CountConverter.class)
    private int rate;

    @Option(
            names = "--warm-up",
            description =
                    "How long to call before anything is measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "5s",
            converter = DurationConverter.class)
    private Duration warmUp;

    /// Starts neighbours and a probe that is warm, and prints what it finds while all is well.
    Probe start(Node node, PrintWriter out) {
        Probe probe = new Probe(new Neighbours(node), rate);
        probe.run(warmUp);
        Duration undisturbed = warmUp.compareTo(UNDISTURBED) < 0 ? warmUp : UNDISTURBED;
        probe.run(undisturbed).print(out, "undisturbed");
        return probe;
    }
}
