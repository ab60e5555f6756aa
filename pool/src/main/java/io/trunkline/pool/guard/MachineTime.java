package io.trunkline.pool.guard;

import io.trunkline.engine.spi.Gate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The machine's time; work beside the caller is on a virtual thread, which is interrupted to
/// cancel it.
final class MachineTime implements GuardTime {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public Gate gate() {
        return new Latch();
    }

    @Override
    public Runnable start(String kind, Runnable work, Runnable ended) {
        Thread thread =
                Thread.ofVirtual()
                        .name("trunkline-" + kind)
                        .start(() -> {
                            try {
                                work.run();
                            } finally {
                                ended.run();
                            }
                        });
        return thread::interrupt;
    }

    private static final class Latch implements Gate {
        private final CountDownLatch latch = new CountDownLatch(1);

        @Override
        public void open() {
            latch.countDown();
        }

        @Override
        public void await() {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            return latch.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        }
    }
}
