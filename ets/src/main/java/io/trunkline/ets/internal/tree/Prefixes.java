package io.trunkline.ets.internal.tree;

/// Searches in sorted prefixes. Safe on an array that somebody is changing; the answer is then of
/// no use, but it is an answer.
final class Prefixes {
    private Prefixes() {}

    /// The index of the first that is not below `prefix`; `count` if all are.
    static int firstNotBelow(long[] prefixes, int count, long prefix) {
        int base = 0;
        int length = count;
        // The two arms differ in a number only, for a conditional move: the jumps of a binary
        // search
        // cannot be predicted.
        while (length > 1) {
            int half = length >>> 1;
            base += prefixes[base + half - 1] < prefix ? half : 0;
            length -= half;
        }
        return base + (length == 1 && prefixes[base] < prefix ? 1 : 0);
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
