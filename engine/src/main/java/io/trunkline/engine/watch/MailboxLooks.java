package io.trunkline.engine.watch;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessPage;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/// Looks at all mailboxes of a node from time to time, a page of processes after the other so that
/// timers need not wait long. Confined to the timers but for its start and stop.
final class MailboxLooks {
    private static final int PAGE = 2_048;
    private static final Duration BETWEEN_PAGES = Duration.ofMillis(1);

    private final Node node;
    private final NodeServices services;
    private final WatchSpec spec;
    private final Consumer<? super WatchEvent> events;

    /// Since when mailboxes are too long, by their process.
    private final Map<Pid, Long> tooLong = new HashMap<>();

    private volatile boolean stopped;
    private volatile @Nullable Timeout next;

    MailboxLooks(Node node, WatchSpec spec, Consumer<? super WatchEvent> events) {
        this.node = node;
        this.services = NodeServices.of(node);
        this.spec = spec;
        this.events = events;
    }

    void start() {
        if (spec.longMailbox() < Integer.MAX_VALUE) {
            lookAfter(spec.interval(), 0);
        }
    }

    void stop() {
        stopped = true;
        Timeout pending = next;
        if (pending != null) {
            pending.cancel();
        }
    }

    private void lookAfter(Duration delay, long from) {
        next = services.schedule(delay, () -> look(from));
        if (stopped) {
            stop(); // it may have looked for `next` just before
        }
    }

    private void look(long from) {
        if (stopped) {
            return;
        }
        ProcessPage page = node.processes(from, PAGE);
        for (Pid process : page.pids()) {
            lookAt(process, services.backlog(process));
        }
        if (page.next().isPresent()) {
            lookAfter(BETWEEN_PAGES, page.next().getAsLong());
        } else {
            forgetTheDead();
            lookAfter(spec.interval(), 0);
        }
    }

    private void lookAt(Pid process, int length) {
        if (length >= spec.longMailbox()) {
            if (tooLong.putIfAbsent(process, now()) == null) {
                events.accept(new WatchEvent.LongMailbox(process, length));
            }
        } else if (length <= spec.shortMailbox()) {
            Long since = tooLong.remove(process);
            if (since != null) {
                events.accept(new WatchEvent.ShortMailbox(process, length, lasted(since)));
            }
        }
    }

    private void forgetTheDead() {
        Iterator<Map.Entry<Pid, Long>> all = tooLong.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Pid, Long> entry = all.next();
            if (!entry.getKey().isAlive()) {
                all.remove();
                events.accept(
                        new WatchEvent.ShortMailbox(entry.getKey(), 0, lasted(entry.getValue())));
            }
        }
    }

    private Duration lasted(long since) {
        return Duration.ofNanos(now() - since);
    }

    private long now() {
        return node.clock().nanoTime();
    }
}
