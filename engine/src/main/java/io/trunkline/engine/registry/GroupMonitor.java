package io.trunkline.engine.registry;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;

import java.util.List;

/// One process's watch over one group; see [Groups#monitor].
public final class GroupMonitor {
    private final Object group;
    private final List<Pid> members;
    final Pid watcher;

    /// Ends it with its process.
    final ExitHook hook;

    GroupMonitor(Object group, Pid watcher, List<Pid> members, GroupWatch watch) {
        this.group = group;
        this.watcher = watcher;
        this.members = members;
        this.hook = (Pid _, ExitReason _) -> watch.remove(this);
    }

    /// The group.
    public Object group() {
        return group;
    }

    /// Who was in it when the monitor began. The first event is the first change after that.
    public List<Pid> members() {
        return members;
    }

    @Override
    public String toString() {
        return "monitor(" + watcher + " -> group " + group + ")";
    }
}
