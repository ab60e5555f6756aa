package io.trunkline.engine.internal.process;

import io.trunkline.engine.Local;
import io.trunkline.engine.Name;
import io.trunkline.engine.internal.timer.Timer;
import io.trunkline.engine.spi.ExitHook;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// What ties a process to others; made when the first tie is. All fields are guarded by the lock.
/// Once `closed` nothing is added: the process is dead and its ties are being told.
final class Relations {
    /// In place of a dead process's relations.
    static final Relations CLOSED = new Relations();

    static {
        CLOSED.closed = true;
    }

    final ReentrantLock lock = new ReentrantLock();

    boolean closed;

    /// Its name on the node.
    @Nullable String name;

    /// The name it was started under, if that is none of the node's.
    @Nullable Name via;

    /// What it is to its supervisor.
    @Nullable String childId;

    /// What it says it is about.
    @Nullable Object label;

    /// What it keeps for itself; null until it keeps something.
    @Nullable IdentityHashMap<Local<?>, Object> locals;

    final SmallSet<ProcessCell> links = new SmallSet<>();

    /// Monitors it holds.
    final SmallSet<LocalMonitor> monitors = new SmallSet<>();

    /// Monitors others hold on it.
    final SmallSet<LocalMonitor> watchers = new SmallSet<>();

    /// Callers it has yet to answer, beyond the one it is handling and those in the mailbox.
    final SmallSet<PendingCall> callers = new SmallSet<>();

    /// Timers that will send to it.
    final SmallSet<Timer> timers = new SmallSet<>();

    /// What other modules do about its end.
    final SmallSet<ExitHook> hooks = new SmallSet<>();

    /// Locks the relations of two processes, in the one order that everybody uses.
    static void lockBoth(ProcessCell a, Relations ofA, ProcessCell b, Relations ofB) {
        if (a.isBefore(b)) {
            ofA.lock.lock();
            ofB.lock.lock();
        } else {
            ofB.lock.lock();
            ofA.lock.lock();
        }
    }

    static void unlockBoth(Relations a, Relations b) {
        a.lock.unlock();
        b.lock.unlock();
    }
}
