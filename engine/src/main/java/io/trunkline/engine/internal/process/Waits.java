package io.trunkline.engine.internal.process;

import io.trunkline.engine.internal.scheduler.Condition;
import io.trunkline.engine.internal.timer.Deadlines;

/// Waits for what comes without a message.
final class Waits {
    private Waits() {}

    /// Waits until `awaited` is met.
    ///
    /// An interrupt ends the wait of a thread that is no process. A process has it back afterwards;
    /// in a handler it is for the thread's owner, as in [Calls].
    ///
    /// @return false when the time is up
    /// @throws io.trunkline.engine.ProcessExit if the waiting process has been killed
    static boolean await(Condition awaited, Home home, long deadline, Context caller)
            throws InterruptedException {
        ProcessCell self = caller.process();
        boolean interrupted = false;
        try {
            while (!awaited.isMet()) {
                if (self != null && self.isDead()) {
                    throw self.exitNow();
                }
                if (deadline != Deadlines.NONE && home.clock.nanoTime() - deadline >= 0) {
                    return false;
                }
                if (Thread.interrupted() && (self == null || !self.isDead())) {
                    if (caller.depth > 0) {
                        caller.interruptDeferred = true;
                    } else if (self == null) {
                        throw new InterruptedException();
                    } else {
                        interrupted = true;
                    }
                }
                home.scheduler.await(awaited, deadline, caller);
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
