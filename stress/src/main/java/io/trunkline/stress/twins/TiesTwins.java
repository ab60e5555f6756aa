package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.concurrent.locks.ReentrantLock;

/// Twins of `TiesStress`.
public final class TiesTwins {
    private TiesTwins() {}

    /// A process's links, with a lock that a twin may leave out.
    private static final class Ties {
        final ReentrantLock lock = new ReentrantLock();
        private volatile boolean closed;
        private volatile boolean linked;
        private int exits;

        /// @return whether the link was made; if not, its maker gets an exit at once
        boolean link() {
            if (closed) {
                return false;
            }
            linked = true;
            return true;
        }

        /// @return whether there is a link to tell of the death
        boolean close() {
            closed = true;
            return linked;
        }
    }

    /// A link is made without the lock that a burial takes.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "No exit, or two.")
    @State
    public static class LinksWithoutLock {
        private final Ties other = new Ties();
        private int exitOfAttempt;
        private int exitOfLink;

        @Actor
        public void linker() {
            exitOfAttempt = other.link() ? 0 : 1;
        }

        @Actor
        public void killer() {
            exitOfLink = other.close() ? 1 : 0;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = exitOfAttempt + exitOfLink;
        }
    }

    /// A burial looks whether the link is still there under the lock, and lets the exit take effect
    /// after it.
    @JCStressTest
    @Outcome(id = "unlink -> exit", expect = ACCEPTABLE)
    @Outcome(id = "exit -> unlink", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "An exit took effect after the unlink.")
    @State
    public static class ExitsOutsideLock {
        private final Ties self = new Ties();
        private volatile boolean dead;
        private boolean aliveThen;

        public ExitsOutsideLock() {
            self.link();
        }

        @Actor
        public void unlinker() {
            self.lock.lock();
            self.linked = false;
            self.lock.unlock();
            aliveThen = !dead;
        }

        @Actor
        public void killer() {
            self.lock.lock();
            boolean linked = self.linked;
            self.lock.unlock();
            if (linked) {
                dead = true;
            }
        }

        @Arbiter
        public void verdict(L_Result r) {
            if (aliveThen) {
                r.r1 = dead ? "unlink -> exit -> death" : "unlink -> exit";
            } else {
                r.r1 = "exit -> unlink";
            }
        }
    }

    /// A demonitor does not ask whether the monitor is still active.
    @JCStressTest
    @Outcome(id = "demonitor -> exit", expect = ACCEPTABLE)
    @Outcome(id = "exit -> demonitor", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A Down after the demonitor, or none although it was late.")
    @State
    public static class DownOutsideLock {
        private final Ties watcher = new Ties();
        private boolean inTime;

        public DownOutsideLock() {
            watcher.link();
        }

        @Actor
        public void watcher() {
            watcher.lock.lock();
            inTime = watcher.linked;
            watcher.linked = false;
            watcher.lock.unlock();
        }

        @Actor
        public void killer() {
            if (watcher.linked) {
                watcher.exits++;
                watcher.linked = false;
            }
        }

        @Arbiter
        public void verdict(L_Result r) {
            if (inTime) {
                r.r1 = watcher.exits == 0 ? "demonitor -> exit" : "in time, but Down";
            } else {
                r.r1 = watcher.exits == 1 ? "exit -> demonitor" : "late, but no Down";
            }
        }
    }
}
