package io.trunkline.engine.registry;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.NodeServices;

import java.util.concurrent.CopyOnWriteArrayList;

/// Who listens to a registry, and the telling.
final class Listeners implements Entries.Watcher {
    private final String registry;
    private final NodeServices services;
    private final CopyOnWriteArrayList<Listener> all = new CopyOnWriteArrayList<>();

    Listeners(String registry, NodeServices services) {
        this.registry = registry;
        this.services = services;
    }

    /// As its own exit hook it goes with its process.
    private final class Listener implements ExitHook {
        final Pid pid;
        final Registry.Deaths deaths;

        Listener(Pid pid, Registry.Deaths deaths) {
            this.pid = pid;
            this.deaths = deaths;
        }

        @Override
        public void exited(Pid process, ExitReason reason) {
            all.remove(this);
        }
    }

    /// In the listening process.
    void add(Pid pid, Registry.Deaths deaths) {
        remove(pid);
        Listener listener = new Listener(pid, deaths);
        all.add(listener);
        if (!services.addExitHook(pid, listener)) {
            all.remove(listener);
        }
    }

    /// In the listening process.
    void remove(Pid pid) {
        for (Listener listener : all) {
            if (listener.pid.equals(pid)) {
                all.remove(listener);
                services.removeExitHook(pid, listener);
            }
        }
    }

    @Override
    public void added(Item item) {
        if (!all.isEmpty()) {
            var event = new RegistryEvent.Register(registry, item.key, item.owner, item.value());
            all.forEach(listener -> services.signal(listener.pid, event));
        }
    }

    @Override
    public void removed(Item item, boolean last, boolean died) {
        if (last && !all.isEmpty()) {
            var event = new RegistryEvent.Unregister(registry, item.key, item.owner);
            for (Listener listener : all) {
                if (!died || listener.deaths == Registry.Deaths.TOLD) {
                    services.signal(listener.pid, event);
                }
            }
        }
    }
}
