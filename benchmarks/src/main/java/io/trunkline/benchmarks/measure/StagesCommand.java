package io.trunkline.benchmarks.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.trunkline.engine.Node;

import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// Kills stages of a pipeline at random, and counts which events were handled, lost or repeated.
@Command(
        name = "stages",
        description = {
            "Sends numbers through a partitioned, supervised pipeline whose stages are killed at"
                    + " random, and counts which were handled, lost or repeated.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all is as it must be, 1 it is not: with acknowledgement an event was"
                    + " never handled, without it one is missing that was not reported."
        },
        mixinStandardHelpOptions = true)
final class StagesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--events",
            description = "How many (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000000",
            converter = CountConverter.class)
    private int events;

    @Option(
            names = "--partitions",
            description = "How many consumers (default: ${DEFAULT-VALUE}).",
            defaultValue = "4",
            converter = CountConverter.class)
    private int partitions;

    @Option(
            names = "--kills",
            description = "How many stages are killed (default: ${DEFAULT-VALUE}).",
            defaultValue = "200",
            converter = CountConverter.class)
    private int kills;

    @Option(
            names = "--seed",
            description = "Decides who is killed, and when (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--unacknowledged",
            description = "Without acknowledgement; then consumers are killed only.")
    private boolean unacknowledged;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        boolean acknowledged = !unacknowledged;
        StageChaos chaos =
                new StageChaos(new StageChaos.Plan(events, partitions, kills, seed, acknowledged));
        StageChaos.Report report;
        try (Node node = Surroundings.node(chaos)) {
            silence();
            report = chaos.run(node);
        }
        print(out, report);
        boolean holds = report.holds(acknowledged);
        out.println(holds ? "as it must be" : "NOT AS IT MUST BE");
        return holds ? 0 : 1;
    }

    /// Each kill would be an error of a supervisor.
    private static void silence() {
        if (LoggerFactory.getLogger("io.trunkline") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
        if (LoggerFactory.getLogger("io.trunkline.engine") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }

    private static void print(PrintWriter out, StageChaos.Report report) {
        row(out, "events", report.events());
        row(out, "stages killed", report.killed());
        row(out, "handled", report.handled());
        row(out, "missing", report.missing());
        row(out, "handled again", report.duplicates());
        row(out, "delivered again", report.redelivered());
        row(out, "in dead letters", report.deadLetters());
        row(out, "discarded", report.discarded());
        out.println(
                "%-18s %.2f s, %,.0f ns an event"
                        .formatted(
                                "took",
                                report.nanos() / 1e9,
                                (double) report.nanos() / report.events()));
    }

    private static void row(PrintWriter out, String name, long count) {
        out.println("%-18s %,13d".formatted(name, count));
    }
}
