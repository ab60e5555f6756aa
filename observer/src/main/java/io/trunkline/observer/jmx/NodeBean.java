package io.trunkline.observer.jmx;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.ProcessPage;
import io.trunkline.pool.metrics.Inspectable;
import io.trunkline.pool.metrics.Inspectables;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// Looks at a node when somebody asks.
final class NodeBean implements NodeMXBean {
    private static final int PAGE = 1_000;
    private static final int MOST = 1_000;

    private final Node node;
    private final Restarts restarts;
    private final Inspectables pools;

    NodeBean(Node node, Restarts restarts) {
        this.node = node;
        this.restarts = restarts;
        this.pools = Inspectables.of(node);
    }

    @Override
    public String getName() {
        return node.name();
    }

    @Override
    public int getProcesses() {
        return node.statistics().processes().alive();
    }

    @Override
    public long getProcessesStarted() {
        return node.statistics().processes().started();
    }

    @Override
    public long getMessagesHandled() {
        return node.statistics().messages().handled();
    }

    @Override
    public long getDeadLetters() {
        return node.deadLetters();
    }

    @Override
    public long getExpiredCalls() {
        return node.expiredCalls();
    }

    @Override
    public long getCrashes() {
        return restarts.crashes();
    }

    @Override
    public long getRestarts() {
        return restarts.restarts();
    }

    @Override
    public Map<String, Long> getRestartsBySupervisor() {
        Map<String, Long> named = new TreeMap<>();
        restarts.bySupervisor().forEach((pid, count) -> named.put(nameOf(pid) + " " + pid, count));
        return named;
    }

    private String nameOf(Pid pid) {
        return node.info(pid).flatMap(ProcessInfo::name).orElse("");
    }

    @Override
    public int getRunners() {
        return node.statistics().runners().seats();
    }

    @Override
    public int getBusyRunners() {
        return node.statistics().runners().busy();
    }

    @Override
    public int getBlockedRunners() {
        return node.statistics().runners().blocked();
    }

    @Override
    public int getQueuedTurns() {
        return node.statistics().queues().total();
    }

    @Override
    public int getPendingTimers() {
        return node.statistics().timers().pending();
    }

    @Override
    public Map<String, Map<String, Double>> getPools() {
        Map<String, Map<String, Double>> all = new TreeMap<>();
        for (Inspectable each : pools.all()) {
            Record snapshot = each.snapshot();
            Map<String, Double> numbers = new TreeMap<>();
            for (RecordComponent component : snapshot.getClass().getRecordComponents()) {
                switch (valueOf(snapshot, component)) {
                    case Number number -> numbers.put(component.getName(), number.doubleValue());
                    case Duration time -> numbers.put(component.getName(), (double) time.toNanos());
                    default -> {}
                }
            }
            all.put(keyOf(each, snapshot), numbers);
        }
        return all;
    }

    @Override
    public Map<String, String> getStates() {
        Map<String, String> states = new TreeMap<>();
        for (Inspectable each : pools.all()) {
            Record snapshot = each.snapshot();
            for (RecordComponent component : snapshot.getClass().getRecordComponents()) {
                if (valueOf(snapshot, component) instanceof Enum<?> state) {
                    states.put(keyOf(each, snapshot), state.name());
                }
            }
        }
        return states;
    }

    private static String keyOf(Inspectable each, Record snapshot) {
        return snapshot.getClass().getSimpleName().replaceAll("Snapshot$", "") + " " + each.name();
    }

    private static Object valueOf(Record snapshot, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(snapshot);
            return value == null ? "" : value;
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    @Override
    public String tree() {
        return node.tree().toString();
    }

    @Override
    public List<String> longestMailboxes(int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most must be in 1.." + MOST + ": most=" + most);
        }
        Comparator<ProcessInfo> byLength = Comparator.comparingInt(ProcessInfo::messageQueueLength);
        PriorityQueue<ProcessInfo> longest = new PriorityQueue<>(byLength);
        OptionalLong from = OptionalLong.of(0);
        while (from.isPresent()) {
            ProcessPage page = node.processes(from.getAsLong(), PAGE);
            for (Pid pid : page.pids()) {
                node.info(pid).ifPresent(longest::add);
                if (longest.size() > most) {
                    longest.poll();
                }
            }
            from = page.next();
        }
        return longest.stream()
                .sorted(byLength.reversed())
                .map(info ->
                        info.messageQueueLength()
                                + " "
                                + info.pid()
                                + " "
                                + info.name().orElse(info.code()))
                .toList();
    }
}
