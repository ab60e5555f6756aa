package io.trunkline.engine.internal.timer;

import io.trunkline.engine.Clock;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Drives a node's wheel in real time: one daemon thread, started with the first timer, that sleeps
/// until the next timer is due and not at all while there is none.
public final class TimerThread implements TimerWheel.Driver {
    private static final int EXACT_UP_TO = 1024;

    /// In place of a time while the thread looks, or sleeps without limit: unpark it.
    private static final long AWAKE = Long.MAX_VALUE;

    private final Clock clock;
    private final ThreadFactory threads;
    private final TimerWheel wheel;

    private volatile boolean closed;

    /// Until when the thread sleeps. Written by the thread before it parks and lowered by
    /// schedulers; a lost race costs one needless look, never a late one, as the thread looks again
    /// after it has written.
    private volatile long sleepsUntil = AWAKE;

    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    public TimerThread(Clock clock, ThreadFactory threads) {
        this.clock = clock;
        this.threads = threads;
        this.wheel = new TimerWheel(clock, EXACT_UP_TO, this);
    }

    /// The wheel it drives.
    public TimerWheel wheel() {
        return wheel;
    }

    @Override
    public void wakeBy(long deadline) {
        Thread t = thread.get();
        if (t == null) {
            t = started();
        }
        long until = sleepsUntil;
        if (t != Thread.currentThread() && (until == AWAKE || deadline - until < 0)) {
            LockSupport.unpark(t);
        }
    }

    /// Drops all timers and ends the thread.
    public void close() {
        closed = true;
        wheel.close();
        Thread t = thread.get();
        if (t != null) {
            LockSupport.unpark(t);
        }
    }

    private Thread started() {
        Thread made = threads.newThread(this::run);
        Thread first = thread.compareAndExchange(null, made);
        if (first != null) {
            return first;
        }
        made.start();
        return made;
    }

    private void run() {
        while (!closed) {
            // whoever schedules from here on sees a time far off and unparks
            sleepsUntil = AWAKE;
            wheel.fireDue();
            long next = wheel.nextDeadline();
            if (next == Long.MAX_VALUE) {
                LockSupport.park(this);
                continue;
            }
            long wait = next - clock.nanoTime();
            if (wait > 0) {
                sleepsUntil = next;
                // looks again: a scheduler may have read the old value just before
                if (wheel.nextDeadline() - next < 0) {
                    continue;
                }
                LockSupport.parkNanos(this, Math.min(wait, TimeUnit.DAYS.toNanos(365)));
            }
        }
    }
}
