package io.trunkline.pool.worker;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What became of a pool's tasks. Each is counted once, by who ended it (T2).
final class Counts {
    final LongAdder completed = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder ranByCaller = new LongAdder();
    final LongAdder crashes = new LongAdder();
    private final LongAdder[] rejected = new LongAdder[TaskRejected.Reason.values().length];

    Counts() {
        for (int i = 0; i < rejected.length; i++) {
            rejected[i] = new LongAdder();
        }
    }

    void rejected(TaskRejected.Reason reason) {
        rejected[reason.ordinal()].increment();
    }

    Map<TaskRejected.Reason, Long> rejections() {
        Map<TaskRejected.Reason, Long> sums = new EnumMap<>(TaskRejected.Reason.class);
        for (TaskRejected.Reason reason : TaskRejected.Reason.values()) {
            sums.put(reason, rejected[reason.ordinal()].sum());
        }
        return sums;
    }
}
