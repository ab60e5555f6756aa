package io.trunkline.benchmarks.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/// How many requests were sent, and how they ended.
///
/// @param sent how many were sent
/// @param ended how many ended in each way; kinds that did not occur may be missing
public record Counts(long sent, Map<Kind, Long> ended) {
    public Counts {
        ended = Map.copyOf(ended);
    }

    /// Those that ended in this way.
    public long of(Kind kind) {
        return ended.getOrDefault(kind, 0L);
    }

    /// Those that were answered, in any way.
    public long answered() {
        return ended.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Those that ended in an error.
    public long errors() {
        return sum(Kind::isError);
    }

    /// Those for which the upstream was not asked, for its own sake.
    public long unavailable() {
        return sum(Kind::isUnavailable);
    }

    private long sum(Predicate<Kind> wanted) {
        return ended.keySet().stream().filter(wanted).mapToLong(this::of).sum();
    }

    /// Those that were not answered; 0 when all is well.
    public long unanswered() {
        return sent - answered();
    }

    /// What happened since `earlier`.
    Counts since(Counts earlier) {
        var difference = new EnumMap<Kind, Long>(Kind.class);
        for (Kind kind : Kind.values()) {
            difference.put(kind, of(kind) - earlier.of(kind));
        }
        return new Counts(sent - earlier.sent, difference);
    }
}
