package io.trunkline.engine.internal.process;

import io.trunkline.engine.Alias;
import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

/// Exit signals, links and monitors between processes of this JVM, whatever their nodes. This is
/// the seam for processes elsewhere: all signals pass here, and all take their other process as a
/// cell.
final class Signals {
    private Signals() {}

    static void exit(ProcessCell target, ExitReason reason, Context sender) {
        ProcessCell from = sender.process();
        target.applyExit(from == null ? origin(target, sender) : from, reason, false, sender);
        sender.burials.run();
        sender.checkAlive();
    }

    /// In whose name a thread that is no process sends exit signals to `target`. Not the node's: it
    /// is the parent of processes that have no other, and may kill what nobody else can.
    private static ProcessCell origin(ProcessCell target, Context sender) {
        ThreadedProcess implicit = sender.implicitOn(target.home);
        return implicit == null ? target.home.outside : implicit;
    }

    static void link(ProcessCell self, ProcessCell other, Context context) {
        if (self == other) {
            return;
        }
        other.endIfOrphaned(context);
        if (!tryLink(self, other)) {
            self.applyExit(other, other.goneReason(), true, context);
            context.burials.run();
            context.checkAlive();
        }
    }

    private static boolean tryLink(ProcessCell self, ProcessCell other) {
        Relations mine = self.relations();
        Relations theirs = other.relations();
        if (mine == Relations.CLOSED || theirs == Relations.CLOSED) {
            return false;
        }
        Relations.lockBoth(self, mine, other, theirs);
        try {
            if (mine.closed || theirs.closed) {
                return false;
            }
            mine.links.add(other);
            theirs.links.add(self);
            return true;
        } finally {
            Relations.unlockBoth(mine, theirs);
        }
    }

    static void unlink(ProcessCell self, ProcessCell other) {
        Relations mine = self.relations();
        Relations theirs = other.relations();
        if (self == other || mine == Relations.CLOSED) {
            return;
        }
        if (theirs == Relations.CLOSED) {
            mine.lock.lock();
            try {
                mine.links.remove(other);
            } finally {
                mine.lock.unlock();
            }
            return;
        }
        Relations.lockBoth(self, mine, other, theirs);
        try {
            mine.links.remove(other);
            theirs.links.remove(self);
        } finally {
            Relations.unlockBoth(mine, theirs);
        }
    }

    /// Tells `linked` that `dead` has ended, unless the link was removed meanwhile. The exit takes
    /// effect under the lock, so that none does after an unlink.
    static void linkBroken(
            ProcessCell linked, ProcessCell dead, ExitReason reason, Context context) {
        Relations theirs = linked.relationsOrNull();
        if (theirs == null || theirs == Relations.CLOSED) {
            return;
        }
        theirs.lock.lock();
        try {
            if (!theirs.closed && theirs.links.remove(dead)) {
                linked.applyExit(dead, reason, true, context);
            }
        } finally {
            theirs.lock.unlock();
        }
    }

    /// Removes what `linked` knows of its link with `dead`, which says so by other means.
    static void linkEnded(ProcessCell linked, ProcessCell dead) {
        Relations theirs = linked.relationsOrNull();
        if (theirs == null || theirs == Relations.CLOSED) {
            return;
        }
        theirs.lock.lock();
        try {
            theirs.links.remove(dead);
        } finally {
            theirs.lock.unlock();
        }
    }

    /// Makes a monitor.
    ///
    /// @param target null for a name that nobody has
    static LocalMonitor monitor(
            ProcessCell self,
            @Nullable ProcessCell target,
            @Nullable String name,
            Alias.@Nullable Mode mode,
            Context context) {
        ProcessCell watched = target == null ? self.home.root : target;
        LocalMonitor monitor = new LocalMonitor(self, watched, name, mode);
        if (self == target) {
            return monitor;
        }
        watched.endIfOrphaned(context);
        if (!monitor.start()) {
            context.checkAlive();
            monitor.deadFromTheStart(context);
        }
        return monitor;
    }
}
