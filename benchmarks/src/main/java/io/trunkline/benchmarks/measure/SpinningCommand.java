package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions probing;

    @Option(
            names = "--threads",
            description = "How many virtual threads compute (default: one a core).",
            converter = CountConverter.class)
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--for",
            description = "For how long (default: ${DEFAULT-VALUE}).",
            defaultValue = "10s",
            converter = DurationConverter.class)
    private Duration spinFor;

    private volatile long result;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        try (Node node = Surroundings.node(new NodeListener() {})) {
            Probe probe = probing.start(node, out);

            long end = System.nanoTime() + spinFor.toNanos();
            List<Thread> spinners = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                spinners.add(Thread.ofVirtual().start(() -> spinUntil(end)));
            }
            Duration sendFor = spinFor.minusMillis(spinFor.toMillis() / 10);
            probe.run(sendFor)
                    .print(
                            out,
                            "%d virtual threads computing for %d ms"
                                    .formatted(threads, spinFor.toMillis()));
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
