package io.trunkline.benchmarks.report;

import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.examples.gateway.ChaosMonkey;

import java.util.List;

/// The part of a text report that tells of kills.
final class ChaosText {
    /// How many of a crowd of childless siblings are shown.
    private static final int LEAVES = 3;

    /// From how many on only the first few are shown.
    private static final int CROWD = 10;

    private static final String ROW = "%12s %12s   %s\n";

    private ChaosText() {}

    /// What was killed and restarted, and the processes in the end.
    static String of(Chaos chaos) {
        var text = new StringBuilder();
        text.append(Text.format("%s: %,d kills\n\n", chaos.setup(), chaos.total()));
        text.append(Text.format(ROW, "kills", "restarts", "process"));
        for (ChildInfo child : chaos.children()) {
            row(text, chaos.killsOf(child.id()), Text.format("%,d", child.restarts()), child.id());
        }
        row(
                text,
                chaos.killsOf(ChaosMonkey.SESSION),
                "-",
                Text.format("sessions: %,d were started", chaos.sessionsStarted()));
        text.append('\n');
        chaos.tree()
                .ifPresentOrElse(
                        tree -> tree(text, tree, ""),
                        () -> text.append("The gateway's supervisor has ended.\n"));
        return text.toString();
    }

    private static void row(StringBuilder text, long kills, String restarts, String process) {
        text.append(Text.format(ROW, Text.format("%,d", kills), restarts, process));
    }

    private static void tree(StringBuilder text, ProcessTree process, String indent) {
        text.append(Text.format("%s%s %s\n", indent, process.title(), process.pid()));
        String below = indent + "  ";
        List<ProcessTree> leaves =
                process.children().stream().filter(child -> child.children().isEmpty()).toList();
        boolean isCrowd = leaves.size() >= CROWD;
        for (ProcessTree child : process.children()) {
            if (!isCrowd || !child.children().isEmpty()) {
                tree(text, child, below);
            }
        }
        if (isCrowd) {
            leaves.stream().limit(LEAVES).forEach(leaf -> tree(text, leaf, below));
            text.append(Text.format("%s... and %,d more\n", below, leaves.size() - LEAVES));
        }
    }
}
