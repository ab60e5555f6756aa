package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;

import org.openjdk.jol.info.GraphLayout;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/// Starts many servers, weighs them, watches the process while none of them has anything to do, and
/// calls some.
@Command(
        name = "idle",
        description = "Measures what idle processes cost in memory, CPU time and wake-ups.",
        mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {
    private static final int CALLS = 1_000;
    private static final int SAMPLE = 1_000;
    private static final long SEED = 1;
    @Spec private CommandSpec spec;

    @Option(
            names = "--processes",
            description = "How many to start (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000000",
            converter = CountConverter.class)
    private int processes;

    @Option(
            names = "--rest",
            description = "How long to watch them at rest (default: ${DEFAULT-VALUE}).",
            defaultValue = "30s",
            converter = DurationConverter.class)
    private Duration rest;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        try {
            printLayouts(out);
        } catch (RuntimeException e) {
            out.println("bytes per process by object layout   unknown: " + e.getMessage());
        }
        Pid[] pids = new Pid[processes];
        try (Node node = Surroundings.node(new NodeListener() {})) {
            long before = Heap.used();
            long start = System.nanoTime();
            for (int i = 0; i < processes; i++) {
                pids[i] = node.start(new Visitors(i)).pid();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out.println(
                    "started                              %,d in %.2f s, %,.0f a second"
                            .formatted(processes, seconds, processes / seconds));
            double bytes = (double) (Heap.used() - before) / processes;
            out.println("bytes per process in the heap        %.1f".formatted(bytes));
            out.flush();
            Visitors.letAllWork(pids);
            double worked = (double) (Heap.used() - before) / processes;
            out.println("  after each has handled a message   %.1f".formatted(worked));
            out.flush();
            watch(out);
            callSome(pids, out);
        }
        return 0;
    }

    // --- memory ---

    /// Prints what a process adds to all that can be reached from its node.
    private static void printLayouts(PrintWriter out) {
        try (Node node = Surroundings.node(new NodeListener() {})) {
            startSample(node);
            GraphLayout some = GraphLayout.parseInstance(node);
            startSample(node);
            GraphLayout more = GraphLayout.parseInstance(node);
            out.println(
                    "bytes per process by object layout   %.1f"
                            .formatted(perProcess(more.totalSize() - some.totalSize())));
            for (Class<?> type : more.getClasses()) {
                double count =
                        perProcess(
                                more.getClassCounts().count(type)
                                        - some.getClassCounts().count(type));
                double bytes =
                        perProcess(
                                more.getClassSizes().count(type)
                                        - some.getClassSizes().count(type));
                if (bytes >= 1) {
                    out.println(
                            "  %5.1f in %3.1f of %s".formatted(bytes, count, type.getTypeName()));
                }
            }
        }
        out.flush();
    }

    private static void startSample(Node node) {
        for (int i = 0; i < SAMPLE; i++) {
            node.start(new Visitors(i));
        }
    }

    private static double perProcess(long bytes) {
        return (double) bytes / SAMPLE;
    }

    // --- rest ---

    private void watch(PrintWriter out) throws InterruptedException {
        Rest found = Rest.watch(rest);
        out.println("at rest for %d ms".formatted(rest.toMillis()));
        out.println("  CPU time of the whole process      %.1f ms".formatted(found.cpu() / 1e6));
        found.cpuOfOurs()
                .forEach((name, nanos) ->
                        out.println("  CPU time of %-22s %.3f ms".formatted(name, nanos / 1e6)));
        out.println(
                "  context switches of ours           "
                        + found.switchesOfOurs()
                        + ", of the whole process "
                        + found.switches());
        out.flush();
    }

    // --- signs of life ---

    private static void callSome(Pid[] pids, PrintWriter out) {
        SplittableRandom random = new SplittableRandom(SEED);
        Latencies latencies = new Latencies();
        for (int i = 0; i < CALLS; i++) {
            int chosen = random.nextInt(pids.length);
            long start = System.nanoTime();
            Visitors.Visits visits = pids[chosen].call(new Visitors.Visit());
            latencies.record(System.nanoTime() - start);
            if (visits.owner() != chosen || visits.count() < 1) {
                throw new IllegalStateException(
                        "process must answer with its state: process="
                                + chosen
                                + ", answer="
                                + visits);
            }
        }
        out.println("called %,d of them at random, ms".formatted(CALLS));
        out.println(Latencies.HEADER);
        out.println(latencies.line("  calls"));
        out.flush();
    }
}
