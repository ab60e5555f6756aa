package io.trunkline.engine.task;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for a future, and fails with what it failed with.
record StageCode<T>(CompletableFuture<? extends T> future) implements Callable<T> {
    @Override
    public T call() throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case Exception cause -> cause;
                case Error cause -> throw cause;
                case null, default -> e;
            };
        }
    }
}
