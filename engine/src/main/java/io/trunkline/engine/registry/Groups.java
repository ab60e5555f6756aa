package io.trunkline.engine.registry;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.spi.NodeServices;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Groups of processes; OTP's `pg`, on one node.
///
/// ```java
/// Groups groups = Groups.of(node);
/// groups.join("loggers", logger);
/// groups.forEach("loggers", pid -> pid.cast(line));
/// ```
///
/// A group is there while it has members. Anybody may have a process join and leave; one that has
/// joined twice has to leave twice. A process that ends leaves all its groups before anybody is
/// told of its end.
///
/// *Threads.* Any thread may use it; looking takes no lock. Groups of different scopes have nothing
/// to do with each other. A scope lives as long as its node.
///
/// *When not to use it.* A process that finds its own way in, with a value, wants a [Registry].
public final class Groups {
    private static final String DEFAULT_SCOPE = "pg";

    private final Node node;
    private final String scope;
    private final NodeServices services;
    private final GroupWatch watch;
    private final Entries entries;

    Groups(Node node, String scope) {
        this.node = node;
        this.scope = scope;
        this.services = NodeServices.of(node);
        this.watch = new GroupWatch(services);
        this.entries = new Entries(services, watch, false);
    }

    /// The groups of the node's scope `pg`, the one for who needs no other.
    public static Groups of(Node node) {
        return scope(node, DEFAULT_SCOPE);
    }

    /// The groups of a scope, which is made when it is first asked for.
    public static Groups scope(Node node, String scope) {
        return GroupScopes.of(node).get(Objects.requireNonNull(scope, "scope"));
    }

    /// The name of the scope.
    public String scope() {
        return scope;
    }

    /// Has a process of this node join. One that has ended leaves at once, so nothing happens.
    public void join(Object group, Pid pid) {
        if (!services.isLocal(pid)) {
            if (!pid.isAlive()) {
                return;
            }
            throw new IllegalArgumentException(
                    "member must be a process of this node: pid=" + pid + ", node=" + node.name());
        }
        entries.add(new Item(Objects.requireNonNull(group, "group"), pid, null));
    }

    /// Has a process leave, once.
    ///
    /// @return false if it was not in the group; OTP's `not_joined`
    public boolean leave(Object group, Pid pid) {
        List<Item> items;
        do {
            items = entries.of(pid, Objects.requireNonNull(group, "group"));
            if (items.isEmpty()) {
                return false;
            }
        } while (!entries.remove(List.of(items.getFirst()))); // somebody else was faster
        return true;
    }

    /// Who is in a group, as often as it has joined, first come first; nobody in one that is not
    /// there.
    public List<Pid> members(Object group) {
        List<Pid> members = new ArrayList<>();
        forEach(group, members::add);
        return List.copyOf(members);
    }

    /// Does something for each member of a group, as often as it has joined, on the calling thread.
    public void forEach(Object group, Consumer<? super Pid> action) {
        for (Item item = entries.first(group); item != null; item = entries.next(item)) {
            action.accept(item.owner);
        }
    }

    /// The groups that have members.
    public Set<Object> groups() {
        return entries.keys();
    }

    /// Sends the calling process a [GroupEvent] for each change of a group from now on.
    public GroupMonitor monitor(Self self, Object group) {
        checkCaller(self);
        List<GroupMonitor> made = new ArrayList<>(1);
        entries.exclusively(
                Objects.requireNonNull(group, "group"),
                () -> {
                    var monitor = new GroupMonitor(group, self.pid(), members(group), watch);
                    watch.add(monitor);
                    made.add(monitor);
                });
        GroupMonitor monitor = made.getFirst();
        if (!services.addExitHook(self.pid(), monitor.hook)) {
            watch.remove(monitor);
            throw self.exit(ExitReason.killed());
        }
        return monitor;
    }

    /// Ends a monitor of the calling process. Events that were sent may still be in the mailbox.
    ///
    /// @return whether it was active
    public boolean demonitor(Self self, GroupMonitor monitor) {
        checkCaller(self);
        services.removeExitHook(self.pid(), monitor.hook);
        return watch.remove(monitor);
    }

    private void checkCaller(Self self) {
        if (self.node() != node || !services.runs(self.pid())) {
            throw new IllegalStateException(
                    "self must be used by its own process, on the node of the groups: self="
                            + self.pid()
                            + ", thread="
                            + Thread.currentThread().getName());
        }
    }

    @Override
    public String toString() {
        return "groups " + scope;
    }
}
