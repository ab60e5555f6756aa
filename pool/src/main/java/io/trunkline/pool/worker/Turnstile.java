package io.trunkline.pool.worker;

import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Something that one thread waits for and that happens once.
///
/// It is a node's gate where waiting must give something up: a runner, or the one thread of a
/// simulation. A thread that has only itself parks, so that an interrupt ends its wait, which the
/// gate of a process would keep for later.
sealed interface Turnstile {
    /// Lets through who waits, now or later. Any thread.
    void open();

    boolean isOpen();

    /// Waits until it is open; by one thread.
    ///
    /// @return false when the time is up
    boolean await(long nanos) throws InterruptedException;

    /// One for the calling thread.
    static Turnstile make(NodeServices services) {
        if (services instanceof SimulatedNode
                || (services.running() != null && !Thread.currentThread().isVirtual())) {
            return new OfNode(services.gate());
        }
        return new OfThread(Thread.currentThread());
    }

    /// See [Turnstile].
    final class OfNode implements Turnstile {
        private final Gate gate;
        private volatile boolean open;

        OfNode(Gate gate) {
            this.gate = gate;
        }

        @Override
        public void open() {
            open = true;
            gate.open();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean await(long nanos) throws InterruptedException {
            return gate.await(Duration.ofNanos(nanos));
        }
    }

    /// See [Turnstile].
    final class OfThread implements Turnstile {
        private final Thread thread;
        private volatile boolean open;

        OfThread(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void open() {
            open = true;
            LockSupport.unpark(thread);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean await(long nanos) throws InterruptedException {
            if (nanos == Long.MAX_VALUE) {
                while (!open) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    LockSupport.park(this);
                }
                return true;
            }
            long deadline = System.nanoTime() + nanos;
            while (!open) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        }
    }
}
