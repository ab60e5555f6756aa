package io.trunkline.benchmarks.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Findings as text: a line for each peer of a workload, and for each goal that is about no peer.
public final class TextTable {
    private static final String LINE = "%-32s %7s %14s %8s  %-22s %14s %8s  %-34s %s";
    private static final String HEAD =
            format(
                    LINE,
                    "workload",
                    "threads",
                    "trunkline",
                    "bytes/op",
                    "peer",
                    "theirs",
                    "ratio",
                    "goal",
                    "");
    private static final String NOTHING = "-";

    private final List<Findings> all = new ArrayList<>();

    public String head() {
        return HEAD.stripTrailing();
    }

    /// The lines of one workload, and below them why figures are missing.
    public String lines(Findings findings) {
        all.add(findings);
        List<String> lines = new ArrayList<>();
        Set<Peer> shown = EnumSet.noneOf(Peer.class);
        for (Goal goal : findings.workload().goals()) {
            lines.add(line(findings, goal, lines.isEmpty()));
            goal.rival().ifPresent(shown::add);
        }
        for (Peer peer : findings.peers().keySet()) {
            if (!shown.contains(peer)) {
                lines.add(line(findings, peer, "", "", lines.isEmpty()));
            }
        }
        for (String gap : findings.gaps()) {
            lines.add("    not measured: " + gap);
        }
        return String.join(System.lineSeparator(), lines);
    }

    /// How many goals were met and which were not, of all workloads that lines were asked for.
    public String summary() {
        return String.join(
                System.lineSeparator(),
                format("%d of %d workloads met their goals", ids(Verdict.MET).size(), all.size()),
                "missed: " + list(Verdict.MISSED),
                "not measured: " + list(Verdict.UNKNOWN));
    }

    private String list(Verdict verdict) {
        List<String> ids = ids(verdict);
        return ids.isEmpty() ? "none" : String.join(", ", ids);
    }

    private List<String> ids(Verdict verdict) {
        return all.stream()
                .filter(findings -> findings.verdict() == verdict)
                .map(findings -> findings.workload().id())
                .toList();
    }

    private static String line(Findings findings, Goal goal, boolean first) {
        String verdict = goal.judge(findings).label();
        return goal.rival().isPresent()
                ? line(findings, goal.rival().get(), goal.text(), verdict, first)
                : line(findings, "", "", "", goal.text(), verdict, first);
    }

    private static String line(
            Findings findings, Peer peer, String goal, String verdict, boolean first) {
        Finding theirs = findings.of(peer);
        String ratio =
                findings.ours() instanceof Finding.Measured us
                                && theirs instanceof Finding.Measured them
                                && us.value() > 0
                        ? format("%,.1fx", them.value() / us.value())
                        : NOTHING;
        return line(
                findings,
                peer.label(),
                value(findings.workload(), theirs),
                ratio,
                goal,
                verdict,
                first);
    }

    private static String line(
            Findings findings,
            String peer,
            String theirs,
            String ratio,
            String goal,
            String verdict,
            boolean first) {
        Workload workload = findings.workload();
        return format(
                        LINE,
                        first ? workload.id() : "",
                        first ? workload.threads() : "",
                        first ? value(workload, findings.ours()) : "",
                        first ? allocated(findings.ours()) : "",
                        peer,
                        theirs,
                        ratio,
                        goal,
                        verdict)
                .stripTrailing();
    }

    private static String value(Workload workload, Finding finding) {
        return switch (finding) {
            case Finding.Measured measured ->
                    number(measured.value()) + " " + workload.unit().word();
            case Finding.NotMeasured _ -> NOTHING;
        };
    }

    private static String allocated(Finding finding) {
        return finding instanceof Finding.Measured measured && measured.allocated().isPresent()
                ? format("%,.0f", measured.allocated().getAsDouble())
                : NOTHING;
    }

    private static String number(double value) {
        return format(value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
