package io.trunkline.examples.gateway;

import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// An upstream that is not there: it answers after a random time, and sometimes fails, in outages
/// more often. The answer travels on a timer of the node, so a fetch that lasts holds no thread.
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
    private volatile @Nullable Outage outage;

    public SimulatedUpstream(Options options) {
        this.options = options;
    }

    /// Lets it fail at another rate for a time. There is one outage at most: another one takes the
    /// place of the one before.
    public void plan(Outage outage) {
        this.outage = outage;
    }

    @Override
    public Connection connect() {
        return this::fetch;
    }

    private void fetch(Self caller, ClientRequest request, Duration timeout, Object tag) {
        Outage planned = outage;
        double failures =
                planned != null && planned.isAt(caller.node().clock().nanoTime())
                        ? planned.failures()
                        : options.failures();
        Fate fate = fate(fetches.getAndIncrement(), failures);
        if (fate.latency().compareTo(timeout) > 0) {
            caller.sendAfter(timeout, new Answer(tag, new TimedOut(timeout)));
        } else {
            caller.sendAfter(fate.latency(), new Answer(tag, fate.result()));
        }
    }

    /// What happens to the fetch with this number.
    ///
    /// @param failures which share of such fetches fails
    Fate fate(long number, double failures) {
        var random = new SplittableRandom(options.seed() + number * STREAM);
        Duration latency = options.latency().draw(random.nextGaussian());
        Result result =
                random.nextDouble() < failures
                        ? new Broken("simulated")
                        : new Fetched(STATUS_OK, random.nextInt(2 * MEAN_BYTES));
        return new Fate(latency, result);
    }

    record Fate(Duration latency, Result result) {}

    /// A time in which an upstream fails more often, or less.
    ///
    /// @param failures which share of the fetches breaks down then
    /// @param from when it begins, by the clock of the node that asks
    /// @param until when it is over, by the same clock
    public record Outage(double failures, long from, long until) {
        public Outage {
            requireShare(failures);
            if (until - from < 0) {
                throw new IllegalArgumentException(
                        "until must be >= from: from=" + from + ", until=" + until);
            }
        }

        boolean isAt(long now) {
            return now - from >= 0 && now - until < 0;
        }
    }

    private static void requireShare(double failures) {
        if (!(failures >= 0 && failures <= 1)) {
            throw new IllegalArgumentException("failures must be in 0..1: failures=" + failures);
        }
    }

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
            requireShare(failures);
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
