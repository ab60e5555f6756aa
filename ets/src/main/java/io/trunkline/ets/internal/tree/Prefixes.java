package io.trunkline.ets.internal.tree;

/// Searches in sorted prefixes. Safe on an array that somebody is changing; the answer is then of
/// no use, but it is an answer.
final class Prefixes {
    /// Longs in a cache line.
    private static final int LINE = 8;

    private Prefixes() {}

    /// The index of the first that is not below `prefix`; `count` if all are.
    ///
    /// Counts, first in steps of a cache line, then within one line. That is more comparisons than
    /// a binary search needs, but there is nothing to predict, and the lines are fetched all at
    /// once instead of one after the other.
    static int firstNotBelow(long[] prefixes, int count, long prefix) {
        int lines = 0;
        for (int i = LINE - 1; i < count; i += LINE) {
            lines += prefixes[i] < prefix ? 1 : 0;
        }
        int from = lines * LINE;
        int to = Math.min(from + LINE, count);
        int first = from;
        for (int i = from; i < to; i++) {
            first += prefixes[i] < prefix ? 1 : 0;
        }
        return first;
    }

    /// The index of the first that is above `prefix`; `count` if none is.
    static int firstAbove(long[] prefixes, int count, long prefix) {
        return prefix == Long.MAX_VALUE ? count : firstNotBelow(prefixes, count, prefix + 1);
    }

    /// Whether some in `[from, to)` are equal, and so fail to tell keys apart.
    static boolean hasTies(long[] prefixes, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (prefixes[i - 1] == prefixes[i]) {
                return true;
            }
        }
        return false;
    }
}
