package io.trunkline.engine.chaos;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.From;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that lives through a [Chaos], monitors everybody, and counts the ends it hears of.
final class Observer implements Behaviour {
    private final Ledger ledger;
    private final Map<Pid, MonitorRef> watched = new ConcurrentHashMap<>();
    private final Map<Pid, AtomicInteger> downs = new ConcurrentHashMap<>();
    private Self self;

    Observer(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Start onStart(Self newSelf) {
        self = newSelf;
        self.trapExit(true);
        return new Start.Ready();
    }

    @Override
    public void onMessage(Object message) {
        switch (message) {
            case Mail.Watch(int number, Pid pid) -> {
                ledger.arrived(number, "observed");
                watched.put(pid, self.monitor(pid));
                ledger.close(number);
            }
            case Down(MonitorRef ref, Pid pid, var _) -> {
                if (watched.get(pid) != ref) {
                    ledger.violated("a Down must be of its monitor: ref=" + ref);
                }
                downs.computeIfAbsent(pid, p -> new AtomicInteger()).incrementAndGet();
            }
            case Exit(Pid from, var reason) when from.equals(self.parent()) ->
                    throw new ProcessExit(reason);
            default -> ledger.violated("unexpected: message=" + message);
        }
    }

    @Override
    public void onCall(Object request, From from) {
        throw new IllegalStateException("nobody calls: request=" + request);
    }

    @Override
    public void onCast(Object message) {
        onMessage(message);
    }

    int downs(Pid pid) {
        AtomicInteger count = downs.get(pid);
        return count == null ? 0 : count.get();
    }

    /// Finds ends that were told not once.
    void check() {
        for (Pid pid : watched.keySet()) {
            if (downs(pid) != (pid.isAlive() ? 0 : 1)) {
                ledger.violated(
                        "a monitor must fire once: pid="
                                + pid
                                + ", alive="
                                + pid.isAlive()
                                + ", downs="
                                + downs(pid));
            }
        }
    }

    /// Whether all ends have been heard of.
    boolean knowsAllEnds() {
        for (Pid pid : watched.keySet()) {
            if (!pid.isAlive() && downs(pid) == 0) {
                return false;
            }
        }
        return true;
    }
}
