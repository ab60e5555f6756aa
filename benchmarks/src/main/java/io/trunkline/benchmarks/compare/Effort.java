package io.trunkline.benchmarks.compare;

import org.openjdk.jmh.runner.options.TimeValue;

import java.time.Duration;
import java.util.List;

/// How much time goes into a figure.
///
/// @param forks fresh JVMs for each benchmark
/// @param jvmArgs what these are started with instead of what the benchmark says, if anything
/// @param word what programs are told: `quick` or `full`
/// @param rest how long idle processes are watched
/// @param patience how long a program may take
public record Effort(
        String word,
        int forks,
        List<String> jvmArgs,
        int warmups,
        TimeValue warmup,
        int iterations,
        TimeValue iteration,
        Duration rest,
        Duration patience) {
    public Effort {
        jvmArgs = List.copyOf(jvmArgs);
    }

    /// Everything in less than ten minutes on two processors.
    public static final Effort QUICK =
            new Effort(
                    "quick",
                    1,
                    // To touch a heap of 3 GiB first takes longer than to measure.
                    List.of("-Xms2g", "-Xmx2g", "-Dlog.level=OFF"),
                    2,
                    TimeValue.milliseconds(300),
                    3,
                    TimeValue.milliseconds(200),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1));

    /// Figures to be shown to others.
    public static final Effort FULL =
            new Effort(
                    "full",
                    2,
                    List.of(),
                    4,
                    TimeValue.seconds(1),
                    5,
                    TimeValue.seconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5));

    /// All of it in one line.
    public String line() {
        return "%s: %d x %s to warm up, %d x %s measured, in each of %d JVMs"
                .formatted(word, warmups, warmup, iterations, iteration, forks);
    }
}
