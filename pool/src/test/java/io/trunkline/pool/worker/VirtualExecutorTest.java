package io.trunkline.pool.worker;

class VirtualExecutorTest extends ExecutorContract {
    @Override
    WorkerSpec on(WorkerSpec spec) {
        return spec;
    }
}
