package io.trunkline.benchmarks.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command end in order on Ctrl-C: asks it to stop, and holds the JVM until it is closed.
final class InterruptGuard implements AutoCloseable {
    /// The exit code of a command that Ctrl-C ended.
    static final int INTERRUPTED = 130;

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    /// @param stop makes the command end soon
    InterruptGuard(Runnable stop) {
        hook = Thread.ofPlatform().name("interrupt-guard").unstarted(() -> end(stop));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(Runnable stop) {
        stop.run();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("trunkline: did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It is running: the JVM ends, which is what it waits for.
        }
    }
}
