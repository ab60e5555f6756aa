package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.observer.internal.history.History;
import io.trunkline.observer.internal.live.Live;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/// The node and its JVM: what does not change, and what does, in samples.
public final class SystemView {
    private final Node node;
    private final History history;
    private final boolean actions;

    public SystemView(Node node, History history, boolean actions) {
        this.node = node;
        this.history = history;
        this.actions = actions;
    }

    /// What a page needs to begin with.
    public JsonNode answer(Live live) {
        ObjectNode answer = Json.object();
        answer.put("node", node.name());
        answer.put("actions", actions);
        answer.put("pid", ProcessHandle.current().pid());
        answer.put("java", Runtime.version().toString());
        answer.put("vm", System.getProperty("java.vm.name", "unknown"));
        answer.put("processors", Runtime.getRuntime().availableProcessors());
        answer.put("started", ManagementFactory.getRuntimeMXBean().getStartTime());
        answer.put("watching", live.watching());
        answer.put("cutOff", live.cutOff());
        answer.set("now", sample());
        answer.set("samples", live.samples());
        return answer;
    }

    /// What changes, at this moment.
    public ObjectNode sample() {
        ObjectNode sample = Json.object();
        sample.put("millis", System.currentTimeMillis());
        addNode(sample, node.statistics());
        sample.put("crashes", history.crashes().total());
        sample.put("restarts", history.restarted());
        sample.put("longHandlers", history.longHandlers().total());
        addJvm(sample);
        return sample;
    }

    private static void addNode(ObjectNode sample, NodeStatistics statistics) {
        NodeStatistics.Runners runners = statistics.runners();
        sample.put("processes", statistics.processes().alive());
        sample.put("started", statistics.processes().started());
        sample.put("messages", statistics.messages().handled());
        sample.put("callerRuns", statistics.messages().callerRuns());
        sample.put("deadLetters", statistics.messages().deadLetters());
        sample.put("expiredCalls", statistics.messages().expiredCalls());
        sample.put("seats", runners.seats());
        sample.put("busy", runners.busy());
        sample.put("searching", runners.searching());
        sample.put("parked", runners.parked());
        sample.put("blocked", runners.blocked());
        sample.put("spare", runners.spare());
        sample.put("queued", statistics.queues().total());
        NodeStatistics.Scheduling scheduling = statistics.scheduling();
        sample.put("turns", scheduling.turns());
        sample.put("steals", scheduling.steals());
        sample.put("handOvers", scheduling.handOvers());
        sample.put("wakeUps", scheduling.wakeUps());
        sample.put("parks", scheduling.parks());
        sample.put("timersPending", statistics.timers().pending());
        sample.put("timersFired", statistics.timers().fired());
    }

    private static void addJvm(ObjectNode sample) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        sample.put("heapUsed", heap.getUsed());
        sample.put("heapCommitted", heap.getCommitted());
        sample.put("heapMax", heap.getMax());
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        sample.put("collections", collections);
        sample.put("collectionMillis", millis);
        sample.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            sample.put("cpu", Math.max(0, system.getProcessCpuLoad()));
            sample.put("cpuOfAll", Math.max(0, system.getCpuLoad()));
        }
    }
}
