package io.trunkline.pool.worker;

class ScheduledExecutorTest extends ExecutorContract {
    @Override
    WorkerSpec on(WorkerSpec spec) {
        return spec.scheduled();
    }

    @Override
    boolean interrupts() {
        return false;
    }
}
