package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Lets virtual threads of the application, which are none of ours, use the processors without a
/// pause, and measures what processes notice.
@Command(
        name = "spinning",
        description = "Measures latency while the application's virtual threads only compute.",
        mixinStandardHelpOptions = true)
final class SpinningCommand implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    @Spec private CommandSpec spec;

    @Option(
            names = "--threads",
            description = "How many virtual threads compute (default: one a core).",
            defaultValue = "0")
    private int threads;

    @Option(
            names = "--for",
            description = "For how long (default: ${DEFAULT-VALUE}).",
            defaultValue = "10s",
            converter = DurationConverter.class)
    private Duration spinFor;

    @Option(
            names = "--rate",
            description = "Calls a second (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private int rate;

    private volatile long result;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        try (Node node = Surroundings.node(new NodeListener() {})) {
            Probe probe = new Probe(new Neighbours(node), rate);
            probe.run(WARM_UP);
            probe.run(UNDISTURBED).print(out, "undisturbed");

            long end = System.nanoTime() + spinFor.toNanos();
            List<Thread> spinners = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                spinners.add(Thread.ofVirtual().start(() -> spinUntil(end)));
            }
            Duration sendFor = spinFor.minusMillis(spinFor.toMillis() / 10);
            probe.run(sendFor)
                    .print(
                            out,
                            "%d virtual threads computing for %d ms"
                                    .formatted(count, spinFor.toMillis()));
            for (Thread spinner : spinners) {
                spinner.join();
            }
        }
        return 0;
    }

    private void spinUntil(long end) {
        long x = 1;
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < 1_000; i++) {
                x = x * 6_364_136_223_846_793_005L + 1;
            }
        }
        result = x;
    }
}
