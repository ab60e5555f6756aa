package io.trunkline.engine.registry;

import io.trunkline.engine.spi.NodeServices;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Who monitors which group, and the telling. The lists never change, they are replaced.
final class GroupWatch implements Entries.Watcher {
    private final NodeServices services;
    private final ConcurrentHashMap<Object, List<GroupMonitor>> byGroup = new ConcurrentHashMap<>();

    GroupWatch(NodeServices services) {
        this.services = services;
    }

    void add(GroupMonitor monitor) {
        byGroup.merge(
                monitor.group(),
                List.of(monitor),
                (there, _) -> {
                    List<GroupMonitor> more = new ArrayList<>(there);
                    more.add(monitor);
                    return List.copyOf(more);
                });
    }

    /// Ends a monitor.
    ///
    /// @return whether it was there
    boolean remove(GroupMonitor monitor) {
        boolean[] was = new boolean[1];
        byGroup.computeIfPresent(
                monitor.group(),
                (_, there) -> {
                    was[0] = there.contains(monitor);
                    List<GroupMonitor> left =
                            there.stream().filter(other -> other != monitor).toList();
                    return left.isEmpty() ? null : left;
                });
        return was[0];
    }

    @Override
    public void added(Item item) {
        for (GroupMonitor monitor : byGroup.getOrDefault(item.key, List.of())) {
            services.signal(monitor.watcher, new GroupEvent.Join(monitor, item.owner));
        }
    }

    @Override
    public void removed(Item item, boolean last, boolean died) {
        for (GroupMonitor monitor : byGroup.getOrDefault(item.key, List.of())) {
            services.signal(monitor.watcher, new GroupEvent.Leave(monitor, item.owner));
        }
    }
}
