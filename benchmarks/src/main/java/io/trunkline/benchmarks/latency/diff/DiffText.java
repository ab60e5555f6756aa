package io.trunkline.benchmarks.latency.diff;

import io.trunkline.benchmarks.latency.diff.Difference.Verdict;
import io.trunkline.benchmarks.report.Text;

import java.util.List;
import java.util.stream.Collectors;

/// Two runs beside each other, as text for a terminal.
public final class DiffText {
    /// What stands above the cells of a percentile.
    static final List<String> COLUMNS =
            List.of("workload@rate", "percentile", "A", "B", "change", "p", "");

    private static final String ROW = "%-26s %10s %11s %11s %9s %8s  %s";

    private DiffText() {}

    /// The whole text, ending with a line break.
    public static String of(RunDiff diff) {
        var text = new StringBuilder();
        notes(diff).forEach(note -> text.append(note).append('\n'));
        text.append('\n');
        line(text, COLUMNS);
        diff.differences().forEach(each -> line(text, cells(each)));
        text.append('\n');
        remarks(diff).forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    static List<String> notes(RunDiff diff) {
        return List.of(
                "A: " + diff.before().name() + ": " + diff.before().machine(),
                "B: " + diff.after().name() + ": " + diff.after().machine(),
                "microseconds from the intended start");
    }

    static List<String> cells(Difference difference) {
        return List.of(
                difference.row(),
                "p" + Text.decimal(difference.percentile()),
                Text.micros(difference.before()),
                Text.micros(difference.after()),
                Text.format("%+.1f%%", 100 * difference.change()),
                difference.isTested() ? Text.format("%.4f", difference.p()) : "-",
                difference.verdict().word());
    }

    /// What is to be said of all of it: first whether it is more than noise.
    static List<String> remarks(RunDiff diff) {
        return List.of(
                statement(diff),
                "How it is told: the intervals of each run, in "
                        + Blocks.MOST
                        + " blocks of consecutive ones, are dealt anew to A and B some thousand"
                        + " times. p is the share of deals in which the percentiles are as far"
                        + " apart as they were, corrected for the number of comparisons (Holm);"
                        + " more than noise is p <= "
                        + Difference.LEVEL
                        + ". A dash: too few operations or intervals"
                        + " to tell.",
                "What it does not know: what differs from one start of a JVM to the next is in"
                        + " neither run. Compare two runs of the same build to see how much that"
                        + " is here.");
    }

    private static String statement(RunDiff diff) {
        long tested = diff.differences().stream().filter(Difference::isTested).count();
        if (tested == 0) {
            return "Too little to tell: measure for longer.";
        }
        List<Difference> real =
                diff.differences().stream()
                        .filter(each ->
                                each.verdict() == Verdict.FASTER
                                        || each.verdict() == Verdict.SLOWER)
                        .toList();
        String machine = machine(diff);
        if (real.isEmpty()) {
            return (machine.isEmpty()
                            ? Text.format("No more than noise, in all of %,d comparisons.", tested)
                            : "Nothing to be said of the workloads beyond noise.")
                    + machine;
        }
        String what = real.stream().map(DiffText::brief).collect(Collectors.joining(", "));
        return Text.format(
                "More than noise in %,d of %,d comparisons: %s.%s",
                real.size(), tested, what, machine);
    }

    private static String machine(RunDiff diff) {
        String rates =
                diff.differences().stream()
                        .filter(each -> each.isGenerator() && each.machineDiffers())
                        .map(each -> each.rate() + "/s")
                        .distinct()
                        .collect(Collectors.joining(", "));
        return rates.isEmpty()
                ? ""
                : Text.format(
                        " At %s the generator, which does nothing, differs by more than noise: the"
                                + " machine was not the same, and what differs there may be its"
                                + " doing. Measure again when it is quiet.",
                        rates);
    }

    private static String brief(Difference each) {
        return Text.format(
                "%s p%s %+.1f%%", each.row(), Text.decimal(each.percentile()), 100 * each.change());
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(Text.format(ROW, cells.toArray()).stripTrailing()).append('\n');
    }
}
