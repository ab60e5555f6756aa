package io.trunkline.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.openjdk.jol.info.GraphLayout;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

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
    private static final String OURS = "trunkline-";

    /// Until the last start is forgotten: the compiler is done and the watchdog rests.
    private static final Duration SETTLE = Duration.ofSeconds(3);

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

    /// A small state.
    record Visits(long owner, long count) {}

    record Visit() implements Call<Visits> {}

    private static final class Visitors extends GenServer<Visit, Visits> {
        private final long owner;

        Visitors(long owner) {
            this.owner = owner;
        }

        @Override
        protected Init<Visits> init() {
            return ok(new Visits(owner, 0));
        }

        @Override
        protected Outcome<Visits> handleCall(Visit request, From from, Visits visits) {
            Visits next = new Visits(visits.owner(), visits.count() + 1);
            return reply(next, next);
        }

        @Override
        protected Outcome<Visits> handleCast(Object message, Visits visits) {
            ((CountDownLatch) message).countDown();
            return noReply(new Visits(visits.owner(), visits.count() + 1));
        }
    }

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
            long before = usedAfterCollection();
            long start = System.nanoTime();
            for (int i = 0; i < processes; i++) {
                pids[i] = node.start(new Visitors(i)).pid();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out.println(
                    "started                              %,d in %.2f s, %,.0f a second"
                            .formatted(processes, seconds, processes / seconds));
            double bytes = (double) (usedAfterCollection() - before) / processes;
            out.println("bytes per process in the heap        %.1f".formatted(bytes));
            out.flush();
            letAllWork(pids);
            double worked = (double) (usedAfterCollection() - before) / processes;
            out.println("  after each has handled a message   %.1f".formatted(worked));
            out.flush();
            watch(out);
            callSome(pids, out);
        }
        return 0;
    }

    // --- memory ---

    private static long usedAfterCollection() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used =
                    Math.min(
                            used,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

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

    /// Has runners handle a message of each, so that rest means having come to rest.
    private void letAllWork(Pid[] pids) throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(pids.length);
        for (Pid pid : pids) {
            pid.cast(worked);
        }
        worked.await();
    }

    // --- rest ---

    private void watch(PrintWriter out) throws InterruptedException {
        Thread.sleep(SETTLE);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, Tasks.Task> tasksBefore = Tasks.all();
        Map<String, Long> cpuBefore = cpuOfOurs();
        long processBefore = system.getProcessCpuTime();
        Thread.sleep(rest);
        long processAfter = system.getProcessCpuTime();
        Map<String, Long> cpuAfter = cpuOfOurs();
        Map<String, Tasks.Task> tasksAfter = Tasks.all();

        out.println("at rest for %d ms".formatted(rest.toMillis()));
        out.println(
                "  CPU time of the whole process      %.1f ms"
                        .formatted((processAfter - processBefore) / 1e6));
        cpuAfter.forEach((name, nanos) ->
                out.println(
                        "  CPU time of %-22s %.3f ms"
                                .formatted(
                                        name, (nanos - cpuBefore.getOrDefault(name, 0L)) / 1e6)));
        out.println(
                "  context switches of ours           "
                        + switches(tasksBefore, tasksAfter, OURS)
                        + ", of the whole process "
                        + switches(tasksBefore, tasksAfter, ""));
        out.flush();
    }

    private static Map<String, Long> cpuOfOurs() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> cpu = new TreeMap<>();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(OURS)) {
                cpu.put(info.getThreadName(), threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return cpu;
    }

    private static long switches(
            Map<String, Tasks.Task> before, Map<String, Tasks.Task> after, String prefix) {
        return after.entrySet().stream()
                .filter(entry -> entry.getValue().name().startsWith(prefix))
                .mapToLong(entry -> {
                    Tasks.Task old = before.get(entry.getKey());
                    return entry.getValue().switches() - (old == null ? 0 : old.switches());
                })
                .sum();
    }

    // --- signs of life ---

    private static void callSome(Pid[] pids, PrintWriter out) {
        SplittableRandom random = new SplittableRandom(SEED);
        Latencies latencies = new Latencies();
        for (int i = 0; i < CALLS; i++) {
            int chosen = random.nextInt(pids.length);
            long start = System.nanoTime();
            Visits visits = pids[chosen].call(new Visit());
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
