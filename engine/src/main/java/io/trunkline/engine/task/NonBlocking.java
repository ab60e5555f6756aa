package io.trunkline.engine.task;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Code of a task that only computes: it returns soon and never waits for anything outside the
/// engine. Such a task needs no thread: it runs on the node's runners, or on the thread of who
/// awaits it, which then cannot time out before it returns.
///
/// @param <T> what it computes
public record NonBlocking<T>(Supplier<? extends T> code) implements Callable<T> {
    public NonBlocking {
        Objects.requireNonNull(code, "code");
    }

    @Override
    public T call() {
        return code.get();
    }

    @Override
    public String toString() {
        return code.toString();
    }
}
