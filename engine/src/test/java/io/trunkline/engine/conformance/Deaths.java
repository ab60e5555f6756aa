package io.trunkline.engine.conformance;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who died, as the node tells it. Any thread may use it.
final class Deaths implements NodeListener {
    private final List<Death> all = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Pid, CompletableFuture<ExitReason>> byPid =
            new ConcurrentHashMap<>();

    record Death(Pid pid, ExitReason reason) {}

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        all.add(new Death(pid, reason));
        of(pid).complete(reason);
    }

    /// The end of a process, whether it is past or to come.
    CompletableFuture<ExitReason> of(Pid pid) {
        return byPid.computeIfAbsent(pid, _ -> new CompletableFuture<>());
    }

    boolean contains(Pid pid) {
        return of(pid).isDone();
    }

    /// All from the `index`th on, in the order they were told.
    List<Death> since(int index) {
        List<Death> now = List.copyOf(all);
        return now.subList(index, now.size());
    }

    int count() {
        return all.size();
    }
}
