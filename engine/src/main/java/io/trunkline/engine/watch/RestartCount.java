package io.trunkline.engine.watch;

import java.util.ArrayDeque;

/// The latest restarts by one supervisor. Confined to it.
final class RestartCount {
    private final int many;
    private final long span;
    private final ArrayDeque<Long> times = new ArrayDeque<>(0);
    private boolean told;

    RestartCount(int many, long span) {
        this.many = many;
        this.span = span;
    }

    /// Counts one more.
    ///
    /// @param now on the node's clock
    /// @return how many there were in the span if that is to be told now, else 0
    int restarted(long now) {
        Long oldest;
        while ((oldest = times.peekFirst()) != null && now - oldest > span) {
            times.removeFirst();
        }
        told &= !times.isEmpty();
        times.addLast(now);
        if (times.size() < many || told) {
            if (times.size() > many) {
                times.removeFirst();
            }
            return 0;
        }
        told = true;
        return times.size();
    }
}
