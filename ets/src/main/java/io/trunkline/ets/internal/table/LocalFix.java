package io.trunkline.ets.internal.table;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Fix;

import java.util.concurrent.atomic.AtomicBoolean;

/// One fix, taken back once.
final class LocalFix implements Fix {
    private final Fixes fixes;
    private final Pid process;
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalFix(Fixes fixes) {
        this.fixes = fixes;
        this.process = fixes.add();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            fixes.remove(process);
        }
    }
}
