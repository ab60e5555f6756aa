package io.trunkline.benchmarks.compare;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/// What a workload should reach.
public sealed interface Goal {

    /// At least so many times faster, or smaller, than a peer.
    record Faster(double times, Peer peer) implements Goal {
        public Faster {
            requirePositive(times);
        }

        @Override
        public String text() {
            return number(times) + "x " + peer.label();
        }

        @Override
        public Verdict judge(Findings findings) {
            return compare(findings, times, peer, 1);
        }
    }

    /// At most so many times what a peer takes.
    record Within(double times, Peer peer) implements Goal {
        public Within {
            requirePositive(times);
        }

        @Override
        public String text() {
            return times == 1
                    ? "no slower than " + peer.label()
                    : "within " + number(times) + "x of " + peer.label();
        }

        @Override
        public Verdict judge(Findings findings) {
            return compare(findings, 1, peer, times);
        }
    }

    /// At most so much, whatever others take.
    record AtMost(double limit, Unit unit) implements Goal {
        public AtMost {
            requireLimit(limit);
        }

        @Override
        public String text() {
            return "at most " + number(limit) + " " + unit.word();
        }

        @Override
        public Verdict judge(Findings findings) {
            return switch (findings.ours()) {
                case Finding.Measured ours -> Verdict.of(ours.value() <= limit);
                case Finding.NotMeasured _ -> Verdict.UNKNOWN;
            };
        }
    }

    /// At most so many bytes allocated by an operation.
    record Allocates(double limit) implements Goal {
        /// JMH's figure holds what its own threads allocate beside the benchmark.
        private static final double NOISE = 0.5;

        public Allocates {
            requireLimit(limit);
        }

        @Override
        public String text() {
            return "allocates at most " + number(limit) + " bytes";
        }

        @Override
        public Verdict judge(Findings findings) {
            return switch (findings.ours()) {
                case Finding.Measured ours when ours.allocated().isPresent() ->
                        Verdict.of(ours.allocated().getAsDouble() <= limit + NOISE);
                case Finding.Measured _, Finding.NotMeasured _ -> Verdict.UNKNOWN;
            };
        }
    }

    /// The goal in words, such as `15x BEAM`.
    String text();

    /// Whether it is reached; unknown if a figure that it needs was not measured.
    Verdict judge(Findings findings);

    /// Whom it compares us with, if anybody.
    default Optional<Peer> rival() {
        return switch (this) {
            case Faster(_, Peer peer) -> Optional.of(peer);
            case Within(_, Peer peer) -> Optional.of(peer);
            case AtMost _, Allocates _ -> Optional.empty();
        };
    }

    /// Whether our figure, so many times, is at most theirs, so many times.
    private static Verdict compare(Findings findings, double ours, Peer peer, double theirs) {
        return findings.ours() instanceof Finding.Measured us
                        && findings.of(peer) instanceof Finding.Measured them
                ? Verdict.of(us.value() * ours <= them.value() * theirs)
                : Verdict.UNKNOWN;
    }

    private static String number(double number) {
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(number);
    }

    private static void requirePositive(double times) {
        if (!(times > 0)) {
            throw new IllegalArgumentException("times must be > 0: times=" + times);
        }
    }

    private static void requireLimit(double limit) {
        if (!(limit >= 0)) {
            throw new IllegalArgumentException("limit must be >= 0: limit=" + limit);
        }
    }
}
