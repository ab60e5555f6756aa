package io.trunkline.engine.registry;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Mutual exclusion by key; see [Registry#lock].
///
/// A key that somebody has or wants has a queue of turns, of which the first has it; the queue is
/// guarded by the lock that the map holds for the key. Every way out - done, failed, killed while
/// waiting, killed while it has the key - is [#leave], which works once.
final class Locks {
    private final Node node;
    private final NodeServices services;
    private final ConcurrentHashMap<Object, ArrayDeque<Turn>> queues = new ConcurrentHashMap<>();

    Locks(Node node) {
        this.node = node;
        this.services = NodeServices.of(node);
    }

    /// As its own exit hook it is over when its process ends.
    private final class Turn implements ExitHook {
        final Object key;

        /// The process, or the thread that runs none.
        final Object who;

        final Gate gate = services.gate();

        Turn(Object key, Object who) {
            this.key = key;
            this.who = who;
        }

        @Override
        public void exited(Pid process, ExitReason reason) {
            leave(this);
        }
    }

    <T> T lock(Object key, Supplier<? extends T> action) {
        Pid process = services.running();
        Turn turn = new Turn(key, process == null ? Thread.currentThread() : process);
        enter(turn);
        try {
            // after it has entered: a process that ends before is found dead here, one that ends
            // later runs the hook
            if (process != null && !services.addExitHook(process, turn)) {
                throw killed();
            }
            turn.gate.await();
            return action.get();
        } finally {
            if (process != null) {
                services.removeExitHook(process, turn);
            }
            leave(turn);
        }
    }

    private void enter(Turn turn) {
        queues.compute(
                turn.key,
                (_, there) -> {
                    ArrayDeque<Turn> queue = there == null ? new ArrayDeque<>(2) : there;
                    Turn first = queue.peekFirst();
                    if (first == null) {
                        turn.gate.open();
                    } else if (first.who.equals(turn.who)) {
                        throw new IllegalStateException(
                                "lock must not be asked for by who has it: key="
                                        + turn.key
                                        + ", holder="
                                        + turn.who);
                    }
                    queue.addLast(turn);
                    return queue;
                });
    }

    private void leave(Turn turn) {
        queues.computeIfPresent(
                turn.key,
                (_, queue) -> {
                    boolean had = queue.peekFirst() == turn;
                    queue.remove(turn);
                    Turn next = queue.peekFirst();
                    if (next != null && had) {
                        next.gate.open();
                    }
                    return next == null ? null : queue;
                });
    }

    /// What ends the calling process, which has been killed.
    private ProcessExit killed() {
        return node.self().exit(ExitReason.killed());
    }
}
