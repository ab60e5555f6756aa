package io.trunkline.engine.internal.process;

import io.trunkline.engine.internal.scheduler.Condition;

import org.jspecify.annotations.Nullable;

/// A wait that only time, or a kill, ends.
final class Sleep implements Condition {
    private final ProcessCell process;

    private Sleep(ProcessCell process) {
        this.process = process;
    }

    static void until(long deadline, ProcessCell process, Context context) {
        Sleep sleep = new Sleep(process);
        boolean interrupted = false;
        while (process.home.clock.nanoTime() - deadline < 0) {
            if (process.isDead()) {
                throw process.exitNow();
            }
            interrupted |= Thread.interrupted() && !process.isDead();
            process.home.scheduler.await(sleep, deadline, context);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isMet() {
        return process.isDead();
    }

    @Override
    public void waiter(@Nullable Thread thread) {}

    @Override
    public String toString() {
        return "sleep(" + process + ")";
    }
}
