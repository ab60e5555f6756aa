package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.WaitStrategy;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A process that runs a [Behaviour] on a platform thread of its own.
///
/// It takes turns as others do, but stays SCHEDULED between them while its thread looks for
/// messages by itself: a sender has nothing to wake then, and a killer need not wait. Before the
/// thread parks it makes the process IDLE and looks once more; a sender that finds IDLE makes it
/// SCHEDULED and unparks the thread.
final class PinnedProcess extends ScheduledProcess implements Runnable {
    /// Looks before a thread does anything else but look: some microseconds.
    private static final int SPINS = 200;

    private static final int YIELDS = 100;
    private static final int DOUBLINGS = 10;
    private static final int MOST_LOOKS = SPINS + YIELDS + DOUBLINGS;
    private static final long FIRST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(1);

    private final WaitStrategy wait;
    private final Thread thread;

    PinnedProcess(
            Home home,
            long number,
            Behaviour behaviour,
            StartOptions options,
            @Nullable ProcessCell parent,
            WaitStrategy wait,
            ThreadFactory threads) {
        super(home, number, behaviour, options, parent);
        this.wait = wait;
        this.thread = threads.newThread(this);
    }

    @Override
    ProcessInfo.Kind kind() {
        return ProcessInfo.Kind.PINNED;
    }

    @Override
    void wake(Context sender) {
        LockSupport.unpark(thread);
    }

    @Override
    void wakeLast(Context context) {
        // its thread, which has just had the turn, looks for itself
    }

    @Override
    void buried() {
        super.buried();
        LockSupport.unpark(thread);
    }

    @Override
    boolean staysScheduled() {
        return true;
    }

    @Override
    boolean startsAnywhere() {
        return false;
    }

    @Override
    void startLater(PendingCall starting, Context starter) {
        holder = null;
        mailbox.offerSignal(starting);
        if (casPhase(HANDLING, SCHEDULED)) {
            home.startPinned(thread);
        }
    }

    @Override
    public void run() {
        Context context = Context.current();
        try {
            int idle = 0;
            while (!isDead()) {
                if (phase() == SCHEDULED && hasMessages()) {
                    idle = 0;
                    turn(context, null);
                    // nobody owns the thread but the runtime
                    context.interruptDeferred = false;
                } else {
                    awaitMessage(idle);
                    idle = Math.min(idle + 1, MOST_LOOKS);
                }
            }
        } finally {
            home.pinnedEnded();
        }
    }

    /// @param looks how often it has looked in vain
    private void awaitMessage(int looks) {
        if (looks < SPINS || wait == WaitStrategy.BUSY_SPIN) {
            Thread.onSpinWait();
        } else if (wait == WaitStrategy.YIELDING || looks < SPINS + YIELDS) {
            Thread.yield();
        } else {
            // what a handler has left behind, or an interrupt from outside, must not make it spin
            Thread.interrupted();
            if (wait == WaitStrategy.SLEEPING) {
                LockSupport.parkNanos(this, FIRST_PARK_NANOS << (looks - SPINS - YIELDS));
            } else {
                park();
            }
        }
    }

    /// From SCHEDULED to SCHEDULED, or DEAD, by way of IDLE.
    private void park() {
        if (fallAsleep()) {
            do {
                Thread.interrupted();
                LockSupport.park(this);
            } while (phase() == IDLE);
        }
    }

    /// Becomes IDLE if there is nothing to do; by its thread.
    ///
    /// @return whether it is IDLE, so that who makes it SCHEDULED wakes its thread
    boolean fallAsleep() {
        if (casPhase(SCHEDULED, IDLE) && hasMessages()) {
            // looked after the phase was IDLE: a sender that found SCHEDULED wakes nobody (C3)
            casPhase(IDLE, SCHEDULED);
        }
        return phase() == IDLE;
    }
}
