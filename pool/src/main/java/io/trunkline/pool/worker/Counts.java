package io.trunkline.pool.worker;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What became of a pool's tasks. Each is counted once, by who ended it (T2).
final class Counts {
    final LongAdder completed = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder ranByCaller = new LongAdder();

    /// Tasks whose deadline passed before they were in a queue.
    final LongAdder endedOutside = new LongAdder();

    final LongAdder crashes = new LongAdder();
    private final Map<TaskRejected.Reason, LongAdder> rejected =
            new EnumMap<>(TaskRejected.Reason.class);

    Counts() {
        for (TaskRejected.Reason reason : TaskRejected.Reason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    void rejected(TaskRejected.Reason reason) {
        Objects.requireNonNull(rejected.get(reason)).increment();
    }

    Map<TaskRejected.Reason, Long> rejections() {
        Map<TaskRejected.Reason, Long> sums = new EnumMap<>(TaskRejected.Reason.class);
        rejected.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
