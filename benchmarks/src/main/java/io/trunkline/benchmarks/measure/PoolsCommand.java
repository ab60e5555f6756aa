package io.trunkline.benchmarks.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.trunkline.benchmarks.chaos.PoolChaos;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

/// Runs pools under chaos and checks that their accounts add up.
@Command(
        name = "pools",
        description = {
            "Kills workers and clients of pools, resizes and closes them, and checks that every"
                    + " task",
            "ended once and every resource was closed once. Exits with 1 if not."
        },
        mixinStandardHelpOptions = true)
final class PoolsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--seconds",
            description = "For how long (default: ${DEFAULT-VALUE}).",
            defaultValue = "60",
            converter = CountConverter.class)
    private int seconds;

    @Option(
            names = "--clients",
            description =
                    "How many clients at a time: platform threads, virtual threads, threaded"
                            + " processes and servers (default: ${DEFAULT-VALUE}).",
            defaultValue = "64",
            converter = CountConverter.class)
    private int clients;

    @Option(names = "--seed", description = "Of the choices (default: a new one).")
    private @Nullable Long seed;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        long chosen = seed == null ? System.nanoTime() : seed;
        try (Node node = Surroundings.node(new NodeListener() {})) {
            silence();
            boolean held =
                    new PoolChaos(Duration.ofSeconds(seconds), clients, chosen).run(node, out);
            return held ? 0 : 1;
        }
    }

    /// Thousands of crashes are ordered, and reported to a listener.
    private static void silence() {
        if (LoggerFactory.getLogger("io.trunkline") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
        if (LoggerFactory.getLogger("io.trunkline.engine") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }
}
