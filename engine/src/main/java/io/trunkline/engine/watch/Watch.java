package io.trunkline.engine.watch;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.spi.NodeServices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells of trouble on a node, as OTP's `erlang:system_monitor` does: to a listener and to the log
/// of this class (WARN for trouble, INFO for the end of it).
///
/// ```java
/// Watch watch = Watch.start(node, WatchSpec.defaults().withMailbox(1_000, 100), events::add);
/// ```
///
/// It hears of handlers and restarts as the node's listeners do, and looks at mailboxes from time
/// to time, so processes do not pay for it, and a mailbox that was long only between two looks goes
/// unnoticed. It ends with [#close()] or with the node.
///
/// The listener is called on the thread of the timers or the one where something happened: it must
/// return soon and must not block. Mailboxes and handlers of one process are told in order. What it
/// throws is logged and otherwise ignored.
///
/// *Differences from OTP*: there may be many watches, each with limits of its own. Messages that a
/// suspended process holds back are not counted. There is no watch over heaps, ports and
/// distribution, which are the JVM's affair or do not exist.
public final class Watch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Node node;
    private final Watches watches;
    private final Consumer<? super WatchEvent> listener;
    private final NodeListener ear;
    private final MailboxLooks mailboxes;
    private final Duration within;
    private final int manyRestarts;

    /// The supervisors that have restarted children.
    private final Map<Pid, RestartCount> restarts = new ConcurrentHashMap<>();

    private Watch(Node node, WatchSpec spec, Consumer<? super WatchEvent> listener) {
        this.node = node;
        this.watches = NodeServices.of(node).extension(Watches.class, _ -> new Watches());
        this.listener = listener;
        this.ear = new Ear();
        this.within = spec.within();
        this.manyRestarts = spec.manyRestarts();
        this.mailboxes = new MailboxLooks(node, spec, this::tell);
    }

    /// Begins to watch.
    ///
    /// @throws IllegalArgumentException if the node was not made by [Node#start()] or
    ///   [Node#simulated(long)]
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    public static Watch start(Node node, WatchSpec spec, Consumer<? super WatchEvent> listener) {
        Watch watch =
                new Watch(
                        node,
                        Objects.requireNonNull(spec, "spec"),
                        Objects.requireNonNull(listener, "listener"));
        watch.watches.add(watch);
        node.addListener(watch.ear);
        watch.mailboxes.start();
        return watch;
    }

    /// Ends it: nothing is told any more, but for what is being told. Idempotent; never blocks.
    @Override
    public void close() {
        watches.remove(this);
        end();
    }

    private void end() {
        node.removeListener(ear);
        mailboxes.stop();
    }

    /// The watches of one node, which end with it.
    private static final class Watches implements AutoCloseable {
        private final Set<Watch> open = ConcurrentHashMap.newKeySet();

        void add(Watch watch) {
            open.add(watch);
        }

        void remove(Watch watch) {
            open.remove(watch);
        }

        @Override
        public void close() {
            open.forEach(Watch::end);
        }
    }

    private void tell(WatchEvent event) {
        switch (event) {
            case WatchEvent.LongMailbox(Pid process, int length) ->
                    log.warn("{} has {} messages waiting", process, length);
            case WatchEvent.ShortMailbox(Pid process, int length, Duration lasted) ->
                    log.info(
                            "{} has {} messages waiting, after {} ms of too many",
                            process,
                            length,
                            lasted.toMillis());
            case WatchEvent.ManyRestarts(Pid supervisor, String child, int count, Duration span) ->
                    log.warn(
                            "{} has restarted children {} times within {}, {} last",
                            supervisor,
                            count,
                            span,
                            child);
            case WatchEvent.LongHandler _ -> {} // the node has logged it
            case WatchEvent.BlockedRunner(Pid process) ->
                    log.debug("{} waits in a handler, and its runner with it", process);
        }
        try {
            listener.accept(event);
        } catch (Throwable t) {
            log.error("a listener of a Watch must not throw: event={}", event, t);
        }
    }

    /// Hears what happens on the node.
    private final class Ear implements NodeListener {
        @Override
        public void longHandler(Pid pid, Duration soFar, StackTraceElement[] stack) {
            tell(new WatchEvent.LongHandler(pid, soFar, List.of(stack)));
        }

        @Override
        public void runnerBlocked(Pid pid) {
            tell(new WatchEvent.BlockedRunner(pid));
        }

        @Override
        public void supervised(SupervisorReport report) {
            if (report instanceof SupervisorReport.Progress(Pid sup, String child, var _, int times)
                    && times > 0) {
                RestartCount count =
                        restarts.computeIfAbsent(
                                sup, _ -> new RestartCount(manyRestarts, within.toNanos()));
                // a supervisor reports from its own process: one report after the other
                int restarted = count.restarted(node.clock().nanoTime());
                if (restarted > 0) {
                    tell(new WatchEvent.ManyRestarts(sup, child, restarted, within));
                }
            }
        }

        @Override
        public void processExited(Pid pid, ExitReason reason) {
            if (!restarts.isEmpty()) {
                restarts.remove(pid);
            }
        }
    }
}
