package io.trunkline.examples.gateway;

import io.trunkline.engine.Self;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// An upstream that is not there: it answers after a random time, and sometimes fails. The answer
/// travels on a timer of the node, so a fetch that lasts holds no thread.
///
/// The n-th fetch has the same fate in every run with the same seed. Thread-safe.
public final class SimulatedUpstream implements Upstream {
    private static final int STATUS_OK = 200;
    private static final int MEAN_BYTES = 16 * 1024;

    /// Far from the generator's own step, with which each fetch would repeat draws of the one
    /// before.
    private static final long STREAM = 0xD1342543DE82EF95L;

    private final Options options;
    private final AtomicLong fetches = new AtomicLong();

    public SimulatedUpstream(Options options) {
        this.options = options;
    }

    @Override
    public void fetch(Self caller, ClientRequest request, Duration timeout, Object tag) {
        Fate fate = fate(fetches.getAndIncrement());
        if (fate.latency().compareTo(timeout) > 0) {
            caller.sendAfter(timeout, new Answer(tag, new TimedOut(timeout)));
        } else {
            caller.sendAfter(fate.latency(), new Answer(tag, fate.result()));
        }
    }

    /// What happens to the fetch with this number.
    Fate fate(long number) {
        var random = new SplittableRandom(options.seed() + number * STREAM);
        Duration latency = options.latency().draw(random.nextGaussian());
        Result result =
                random.nextDouble() < options.failures()
                        ? new Broken("simulated")
                        : new Fetched(STATUS_OK, random.nextInt(2 * MEAN_BYTES));
        return new Fate(latency, result);
    }

    record Fate(Duration latency, Result result) {}

    /// How the upstream behaves.
    ///
    /// @param seed of all that is random; default 1
    /// @param latency how long answers take; default: median 2 ms, sigma 0.5
    /// @param failures which share of the fetches breaks down; default 0.001
    public record Options(long seed, LogNormal latency, double failures) {
        private static final Options DEFAULTS =
                new Options(1, new LogNormal(Duration.ofMillis(2), 0.5), 0.001);

        public Options {
            Objects.requireNonNull(latency, "latency");
            if (!(failures >= 0 && failures <= 1)) {
                throw new IllegalArgumentException(
                        "failures must be in 0..1: failures=" + failures);
            }
        }

        /// The defaults named above.
        public static Options defaults() {
            return DEFAULTS;
        }

        /// These options with another seed.
        public Options withSeed(long seed) {
            return new Options(seed, latency, failures);
        }

        /// These options with another latency.
        public Options withLatency(LogNormal latency) {
            return new Options(seed, latency, failures);
        }

        /// These options with another share of failures.
        public Options withFailures(double failures) {
            return new Options(seed, latency, failures);
        }
    }
}
