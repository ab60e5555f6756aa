package io.trunkline.engine.internal.process;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A monitor between two processes of this JVM, and the alias that it may be.
final class LocalMonitor implements MonitorRef {
    private final ProcessCell watcher;
    private final ProcessCell target;
    private final @Nullable String name;
    private final @Nullable Mode mode;

    // guarded by the watcher's relations
    private boolean active;
    private boolean alias;

    LocalMonitor(
            ProcessCell watcher, ProcessCell target, @Nullable String name, @Nullable Mode mode) {
        this.watcher = watcher;
        this.target = target;
        this.name = name;
        this.mode = mode;
    }

    @Override
    public Pid target() {
        return target;
    }

    @Override
    public Optional<String> targetName() {
        return Optional.ofNullable(name);
    }

    ProcessCell watcher() {
        return watcher;
    }

    /// Begins to watch.
    ///
    /// @return false if one of the two is dead
    boolean start() {
        Relations mine = watcher.relations();
        Relations theirs = target.relations();
        if (mine == Relations.CLOSED || theirs == Relations.CLOSED) {
            return false;
        }
        Relations.lockBoth(watcher, mine, target, theirs);
        try {
            if (mine.closed || theirs.closed) {
                return false;
            }
            active = true;
            alias = mode != null;
            mine.monitors.add(this);
            theirs.watchers.add(this);
            return true;
        } finally {
            Relations.unlockBoth(mine, theirs);
        }
    }

    /// Says that the target was dead when the monitor was made.
    void deadFromTheStart(Context context) {
        Relations mine = watcher.relations();
        mine.lock.lock();
        try {
            alias = mode == Mode.EXPLICIT_UNALIAS && !mine.closed;
            watcher.deliverSignal(new Down(this, target, target.goneReason()), context);
        } finally {
            mine.lock.unlock();
        }
    }

    /// Says that the target has ended, unless the monitor has.
    void fire(ExitReason reason, Context context) {
        Relations mine = watcher.relations();
        mine.lock.lock();
        try {
            if (end(mine)) {
                alias &= mode == Mode.EXPLICIT_UNALIAS;
                watcher.deliverSignal(new Down(this, target, reason), context);
            }
        } finally {
            mine.lock.unlock();
        }
    }

    /// Ends it.
    ///
    /// @return whether it was active
    boolean demonitor() {
        Relations mine = watcher.relations();
        boolean was;
        mine.lock.lock();
        try {
            was = end(mine);
            alias &= mode == Mode.EXPLICIT_UNALIAS;
        } finally {
            mine.lock.unlock();
        }
        if (was) {
            forgetAtTarget();
        }
        return was;
    }

    /// Ends the alias.
    ///
    /// @return whether it was active
    boolean unalias() {
        Relations mine = watcher.relations();
        mine.lock.lock();
        try {
            boolean was = alias && !mine.closed;
            alias = false;
            return was;
        } finally {
            mine.lock.unlock();
        }
    }

    @Override
    public void send(Object message) {
        Context sender = Context.current();
        sender.checkAlive();
        Relations mine = watcher.relations();
        boolean ended = false;
        mine.lock.lock();
        try {
            if (!alias || mine.closed) {
                return;
            }
            if (mode == Mode.REPLY) {
                alias = false;
                ended = end(mine);
            }
            watcher.deliverSignal(message, sender);
        } finally {
            mine.lock.unlock();
        }
        if (ended) {
            forgetAtTarget();
        }
    }

    /// Takes it off the target's list.
    void forgetAtTarget() {
        Relations theirs = target.relationsOrNull();
        if (theirs != null && theirs != Relations.CLOSED) {
            theirs.lock.lock();
            try {
                theirs.watchers.remove(this);
            } finally {
                theirs.lock.unlock();
            }
        }
    }

    /// With the watcher's lock.
    private boolean end(Relations mine) {
        boolean was = active && !mine.closed;
        active = false;
        mine.monitors.remove(this);
        return was;
    }

    @Override
    public String toString() {
        return "monitor(" + watcher + " -> " + (name == null ? target : name) + ")";
    }
}
