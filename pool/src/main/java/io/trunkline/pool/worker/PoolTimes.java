package io.trunkline.pool.worker;

import io.trunkline.pool.metrics.TimeRecorder;

/// How long tasks waited and ran, over all lives of a pool.
record PoolTimes(TimeRecorder waits, TimeRecorder runs) {
    PoolTimes() {
        this(new TimeRecorder(), new TimeRecorder());
    }
}
