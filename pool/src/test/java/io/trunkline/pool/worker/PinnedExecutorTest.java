package io.trunkline.pool.worker;

import io.trunkline.engine.WaitStrategy;

class PinnedExecutorTest extends ExecutorContract {
    @Override
    WorkerSpec on(WorkerSpec spec) {
        return spec.pinned(WaitStrategy.BLOCKING);
    }
}
