package io.trunkline.observer.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.trunkline.engine.CrashReport;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/// The meters of a node, `trunkline.*`, tagged with its name.
///
/// ```java
/// try (NodeMetrics metrics = new NodeMetrics(node)) {
///     metrics.bindTo(registry);
/// }
/// ```
///
/// The node is looked at when the registry is scraped, at most ten times a second however many
/// meters there are; crashes and restarts are counted from the construction on. Thread-safe.
public final class NodeMetrics implements MeterBinder, AutoCloseable {
    private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(100);

    private final Node node;
    private final LongAdder crashes = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final NodeListener listener = new Counter();

    /// Racy: two who find it stale look twice, which does no harm.
    private volatile Look look;

    private record Look(NodeStatistics statistics, long at) {}

    /// Begins to count what the node does not count itself.
    public NodeMetrics(Node node) {
        this.node = Objects.requireNonNull(node, "node");
        this.look = new Look(node.statistics(), System.nanoTime());
        node.addListener(listener);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("node", node.name());
        gauge(registry, tags, "processes", "Processes that live", s -> s.processes().alive());
        gauge(registry, tags, "runners.busy", "Runners at work", s -> s.runners().busy());
        gauge(registry, tags, "runners.blocked", "Runners that wait", s -> s.runners().blocked());
        gauge(registry, tags, "turns.queued", "Turns that wait", s -> s.queues().total());
        gauge(registry, tags, "timers.pending", "Timers that wait", s -> s.timers().pending());
        counter(registry, tags, "processes.started", "Starts", s -> s.processes().started());
        counter(registry, tags, "messages", "Messages handled", s -> s.messages().handled());
        counter(registry, tags, "dead.letters", "Messages lost", s -> s.messages().deadLetters());
        counter(
                registry,
                tags,
                "expired.calls",
                "Calls skipped as their callers had given up",
                s -> s.messages().expiredCalls());
        counter(registry, tags, "steals", "Turns stolen", s -> s.scheduling().steals());
        counter(registry, tags, "hand.overs", "Seats taken", s -> s.scheduling().handOvers());
        sum(registry, tags, "crashes", "Processes that ended by their own fault", crashes);
        sum(registry, tags, "restarts", "Children that were restarted", restarts);
    }

    /// Counts no more; the meters stay as they are.
    @Override
    public void close() {
        node.removeListener(listener);
    }

    private NodeStatistics statistics() {
        Look last = look;
        long now = System.nanoTime();
        if (now - last.at < FRESH) {
            return last.statistics;
        }
        Look next = new Look(node.statistics(), now);
        look = next;
        return next.statistics;
    }

    private void gauge(
            MeterRegistry registry,
            Tags tags,
            String name,
            String what,
            ToDoubleFunction<NodeStatistics> value) {
        Gauge.builder("trunkline." + name, this, self -> value.applyAsDouble(self.statistics()))
                .description(what)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry,
            Tags tags,
            String name,
            String what,
            ToDoubleFunction<NodeStatistics> value) {
        FunctionCounter.builder(
                        "trunkline." + name, this, self -> value.applyAsDouble(self.statistics()))
                .description(what)
                .tags(tags)
                .register(registry);
    }

    private static void sum(
            MeterRegistry registry, Tags tags, String name, String what, LongAdder value) {
        FunctionCounter.builder("trunkline." + name, value, LongAdder::doubleValue)
                .description(what)
                .tags(tags)
                .register(registry);
    }

    private final class Counter implements NodeListener {
        @Override
        public void crashed(CrashReport report) {
            crashes.increment();
        }

        @Override
        public void supervised(SupervisorReport report) {
            if (report instanceof SupervisorReport.Progress(Pid _, String _, Pid _, int times)
                    && times > 0) {
                restarts.increment();
            }
        }
    }
}
