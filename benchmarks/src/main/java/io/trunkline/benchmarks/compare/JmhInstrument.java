package io.trunkline.benchmarks.compare;

import io.trunkline.benchmarks.compare.Source.Jmh;
import io.trunkline.benchmarks.compare.Source.Statistic;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Has JMH measure in JVMs of its own, with what each operation allocates.
final class JmhInstrument {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /// What forks print to their standard error would stand between our lines.
    private static final String QUIET_LOG = "-Dslf4j.internal.verbosity=ERROR";

    private static final double MEDIAN = 50;
    private static final double P99 = 99;

    private final Effort effort;

    JmhInstrument(Effort effort) {
        this.effort = effort;
    }

    Finding measure(Jmh source, int threads) {
        try {
            Collection<RunResult> results = new Runner(options(source, threads)).run();
            return results.isEmpty() ? failed(source) : found(results.iterator().next(), source);
        } catch (NoBenchmarksException _) {
            return new Finding.NotMeasured("no benchmark " + source.benchmark());
        } catch (RunnerException failure) {
            return new Finding.NotMeasured(
                    failure.getCause() == null && failure.getMessage() != null
                            ? failure.getMessage()
                            : failedText(source));
        }
    }

    private Options options(Jmh source, int threads) {
        var options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(source.fullName()) + "$")
                        .threads(threads)
                        .forks(effort.forks())
                        .jvmArgsPrepend(QUIET_LOG)
                        .warmupIterations(effort.warmups())
                        .warmupTime(effort.warmup())
                        .measurementIterations(effort.iterations())
                        .measurementTime(effort.iteration())
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        source.params().forEach(options::param);
        if (!effort.jvmArgs().isEmpty()) {
            options.jvmArgsAppend(effort.jvmArgs().toArray(String[]::new));
        }
        return options.build();
    }

    private static Finding found(RunResult result, Jmh source) {
        Statistics statistics = result.getPrimaryResult().getStatistics();
        if (statistics.getN() == 0) {
            return failed(source);
        }
        double value = statistics.getPercentile(source.statistic() == Statistic.P99 ? P99 : MEDIAN);
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return new Finding.Measured(
                        value,
                        allocated == null
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(allocated.getScore()))
                .per(source.per());
    }

    private static Finding failed(Jmh source) {
        return new Finding.NotMeasured(failedText(source));
    }

    private static String failedText(Jmh source) {
        return "failed, as 'bin/trunkline bench " + source.benchmark() + "' shows";
    }
}
