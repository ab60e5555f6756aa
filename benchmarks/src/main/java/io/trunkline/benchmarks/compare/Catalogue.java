package io.trunkline.benchmarks.compare;

import static io.trunkline.benchmarks.compare.Peer.BEAM;
import static io.trunkline.benchmarks.compare.Peer.CAFFEINE;
import static io.trunkline.benchmarks.compare.Peer.COMMONS_POOL;
import static io.trunkline.benchmarks.compare.Peer.DISRUPTOR;
import static io.trunkline.benchmarks.compare.Peer.FAILSAFE;
import static io.trunkline.benchmarks.compare.Peer.FORK_JOIN_POOL;
import static io.trunkline.benchmarks.compare.Peer.GUAVA;
import static io.trunkline.benchmarks.compare.Peer.HASH_MAP;
import static io.trunkline.benchmarks.compare.Peer.JCTOOLS;
import static io.trunkline.benchmarks.compare.Peer.PEKKO;
import static io.trunkline.benchmarks.compare.Peer.PEKKO_STREAMS;
import static io.trunkline.benchmarks.compare.Peer.PEKKO_STREAMS_FUSED;
import static io.trunkline.benchmarks.compare.Peer.RESILIENCE4J;
import static io.trunkline.benchmarks.compare.Peer.SKIP_LIST;
import static io.trunkline.benchmarks.compare.Peer.SUBMISSION_PUBLISHER;
import static io.trunkline.benchmarks.compare.Peer.THREAD_POOL;
import static io.trunkline.benchmarks.compare.Peer.VIRTUAL_THREADS;
import static io.trunkline.benchmarks.compare.Peer.WITHOUT_TIMERS;
import static io.trunkline.benchmarks.compare.Source.Jmh.jmh;
import static io.trunkline.benchmarks.compare.Workload.workload;

import io.trunkline.benchmarks.compare.Goal.Allocates;
import io.trunkline.benchmarks.compare.Goal.AtMost;
import io.trunkline.benchmarks.compare.Goal.Faster;
import io.trunkline.benchmarks.compare.Goal.Within;
import io.trunkline.benchmarks.compare.Source.Beam;
import io.trunkline.benchmarks.compare.Source.Figure;
import io.trunkline.benchmarks.compare.Source.Jmh;

import java.util.List;
import java.util.stream.Stream;

/// All that is compared: the one place that ties an id to its benchmarks, its peers and its goal.
public final class Catalogue {
    private static final int CALLERS = 4;
    private static final int SMALL = 100_000;
    private static final int LARGE = 1_000_000;
    private static final double TIMER_NANOS = 2e6;

    /// Every workload, in the order in which they are measured.
    public static final List<Workload> ALL =
            Stream.of(messaging(), toolbox(), tables(), pools()).flatMap(List::stream).toList();

    private Catalogue() {}

    private static List<Workload> messaging() {
        String call = "messaging.CallBenchmark.";
        String pekkoCall = "messaging.PekkoCallBenchmark.";
        return List.of(
                workload("call-idle", "call to an idle server", jmh(call + "callIdle"))
                        .beam("messaging", "call-idle")
                        .beside(PEKKO, jmh(pekkoCall + "callIdlePekko"))
                        .goals(faster(15, BEAM), faster(50, PEKKO)),
                workload(
                                "call-contended@threads",
                                "call of one of 4 threads on 1 server, as the caller sees it",
                                jmh(call + "callContended"))
                        .threads(CALLERS)
                        .beam("messaging", "call-contended")
                        .beside(PEKKO, jmh(pekkoCall + "callContendedPekko"))
                        .goals(faster(4, BEAM), faster(4, PEKKO)),
                workload(
                                "call-contended@processes",
                                "4 processes call 1 server, per call served",
                                jmh(call + "callContendedByProcesses"))
                        .beside(BEAM, new Beam("messaging", "call-contended", CALLERS))
                        .goals(faster(4, BEAM)),
                workload(
                                "ping-pong",
                                "round trip of 1 pair",
                                jmh("messaging.PingPongBenchmark.pingPong"))
                        .beam("messaging", "ping-pong")
                        .beside(PEKKO, jmh("messaging.PekkoPingPongBenchmark.pingPongPekko"))
                        .beside(
                                VIRTUAL_THREADS,
                                jmh("messaging.VirtualThreadBenchmark.pingPongVirtualThreads"))
                        .goals(faster(3, BEAM), faster(2.5, PEKKO)),
                workload(
                                "ping-pong-100",
                                "100 pairs, per round trip",
                                jmh("messaging.PingPongBenchmark.pingPong100"))
                        .beam("messaging", "ping-pong-100")
                        .beside(PEKKO, jmh("messaging.PekkoPingPongBenchmark.pingPong100Pekko"))
                        .goals(faster(2, PEKKO)),
                workload(
                                "ring-1000",
                                "ring of 1000, per hop",
                                jmh("messaging.RingBenchmark.ring1000"))
                        .beam("messaging", "ring-1000")
                        .beside(
                                VIRTUAL_THREADS,
                                jmh("messaging.VirtualThreadBenchmark.ring1000VirtualThreads"))
                        .goals(faster(4, BEAM)),
                workload(
                                "flood-1",
                                "1 sender floods 1 receiver, per message",
                                jmh("messaging.FloodBenchmark.flood1"))
                        .beam("messaging", "flood-1")
                        .beside(PEKKO, jmh("messaging.PekkoFloodBenchmark.flood1Pekko"))
                        .goals(faster(2.5, BEAM), faster(2.5, PEKKO)),
                workload(
                                "flood-2",
                                "2 senders flood 1 receiver, per message",
                                jmh("messaging.FloodBenchmark.flood2"))
                        .beam("messaging", "flood-2")
                        .beside(PEKKO, jmh("messaging.PekkoFloodBenchmark.flood2Pekko"))
                        .goals(faster(5, BEAM)),
                workload(
                                "spawn-first-message",
                                "start a process, send it a message, get the answer",
                                jmh("messaging.SpawnBenchmark.spawnFirstMessage"))
                        .beam("messaging", "spawn-first-message")
                        .goals(faster(5, BEAM)),
                workload("idle-bytes", "bytes of an idle server", new Figure("idle-bytes"))
                        .in(Unit.BYTES)
                        .beam("messaging", "idle-bytes")
                        .beside(VIRTUAL_THREADS, new Figure("idle-bytes-virtual-threads"))
                        .goals(new AtMost(300, Unit.BYTES)),
                workload(
                                "idle-million",
                                "context switches of ours while 1,000,000 servers are idle",
                                new Figure("idle-switches"))
                        .in(Unit.SWITCHES)
                        .goals(new AtMost(0, Unit.SWITCHES)),
                workload(
                                "selective-receive-10k",
                                "fill with 10,000, take the last out, flush",
                                jmh("messaging.SelectiveReceiveBenchmark.selectiveReceive10k"))
                        .beam("messaging", "selective-receive-10k")
                        .goals(faster(5, BEAM)),
                pinnedRing("blocking", "BLOCKING"),
                pinnedRing("yielding", "YIELDING"),
                mailboxSend("offer", "straight into the mailbox", "mailboxSendOffer"),
                mailboxSend("send", "through the pid, as senders do", "mailboxSend"));
    }

    private static Workload pinnedRing(String variant, String wait) {
        String benchmark = "messaging.PinnedBenchmark.pinnedRing";
        return workload(
                        "pinned-ring@" + variant,
                        "send through a pinned ring, receiver " + variant,
                        jmh(benchmark).with("wait", wait))
                .beside(DISRUPTOR, jmh(benchmark + "Raw").with("wait", wait))
                .goals(within(1.5, DISRUPTOR));
    }

    private static Workload mailboxSend(String variant, String title, String benchmark) {
        return workload(
                        "mailbox-send@" + variant,
                        "sender's side, " + title,
                        jmh("messaging.MailboxBenchmark." + benchmark))
                .beside(JCTOOLS, jmh("messaging.MailboxBenchmark.mailboxSendRaw"))
                .goals(within(1.3, JCTOOLS));
    }

    private static List<Workload> toolbox() {
        return List.of(
                task("task-async-await@non-blocking", "taskAsyncAwait"),
                task("task-async-await@threaded", "taskAsyncAwaitThreaded"),
                task("task-stream@non-blocking", "taskStream"),
                task("task-stream@threaded", "taskStreamThreaded"),
                inToolbox("agent-get", "read an agent", jmh("toolbox.AgentBenchmark.agentGet"), 15),
                inToolbox(
                        "agent-update",
                        "change an agent",
                        jmh("toolbox.AgentBenchmark.agentUpdate"),
                        15),
                inToolbox("registry-lookup@1k", "1,000 keys", registry("Lookup", 1_000), 10),
                inToolbox("registry-lookup@100k", "100,000 keys", registry("Lookup", SMALL), 10),
                inToolbox(
                        "registry-register",
                        "register and unregister",
                        registry("Register", 1_000),
                        20),
                inToolbox(
                        "dynsup-start-child",
                        "start a child of a dynamic supervisor",
                        jmh("toolbox.SupervisorBenchmark.dynsupStartChild"),
                        5),
                inToolbox(
                        "restart-after-kill",
                        "kill until the next one answers",
                        jmh("toolbox.SupervisorBenchmark.restartAfterKill"),
                        10),
                timerZero("timer-zero@none-outstanding", 0),
                timerZero("timer-zero@100k-outstanding", SMALL),
                workload(
                                "timer-zero@call-beside-100k",
                                "call to an idle server beside 100,000 timers",
                                timers("timerCallIdle", SMALL))
                        .beside(WITHOUT_TIMERS, timers("timerCallIdle", 0))
                        .goals(within(1.1, WITHOUT_TIMERS)));
    }

    private static Workload task(String id, String benchmark) {
        String base = id.substring(0, id.indexOf('@'));
        return workload(
                        id,
                        id.endsWith("threaded")
                                ? "no-op on a virtual thread"
                                : "no-op that does not block",
                        jmh("toolbox.TaskBenchmark." + benchmark))
                .beam("toolbox", base)
                .goals(faster(5, BEAM));
    }

    private static Workload inToolbox(String id, String title, Jmh ours, double times) {
        return workload(id, title, ours).beam("toolbox", id).goals(faster(times, BEAM));
    }

    private static Jmh registry(String method, int keys) {
        return jmh("toolbox.RegistryBenchmark.registry" + method)
                .with("keys", String.valueOf(keys));
    }

    private static Workload timerZero(String id, int outstanding) {
        return workload(
                        id,
                        "timer of 0 ms until its message, 99th percentile",
                        timers("timerZero", outstanding).p99())
                .beam("toolbox", "timer-zero")
                .goals(new AtMost(TIMER_NANOS, Unit.NANOS));
    }

    private static Jmh timers(String method, int outstanding) {
        return jmh("messaging.TimerBenchmark." + method)
                .with("outstanding", String.valueOf(outstanding));
    }

    private static List<Workload> tables() {
        return List.of(
                set("set-lookup", 1, Keys.INTEGER_100K, within(1, HASH_MAP), 4),
                set("set-lookup", 2, Keys.INTEGER_100K, within(1, HASH_MAP), 4),
                set("set-lookup", 1, Keys.STRING_1M, within(1, HASH_MAP), 4),
                set("set-lookup", 2, Keys.STRING_1M, within(1, HASH_MAP), 4),
                set("set-insert", 1, Keys.INTEGER_100K, faster(1.3, HASH_MAP), 3),
                set("set-insert", 2, Keys.INTEGER_100K, faster(1.3, HASH_MAP), 3),
                set("set-insert", 1, Keys.STRING_1M, faster(1.3, HASH_MAP), 3),
                set("set-insert", 2, Keys.STRING_1M, faster(1.3, HASH_MAP), 3),
                set("set-mixed", 2, Keys.INTEGER_100K, faster(1.2, HASH_MAP), 5),
                set("set-mixed", 2, Keys.STRING_1M, faster(1.2, HASH_MAP), 5),
                counter("counter-spread", 1, "", "", 1.5, 3),
                counter("counter-spread", 2, "", "", 1.5, 3),
                counter("counter-spread", 1, "-rows", "Row", 1.5, 3),
                counter("counter-spread", 2, "-rows", "Row", 1.5, 3),
                counter("counter-hot", 2, "", "", 2, 2),
                counter("counter-hot", 2, "-rows", "Row", 2, 2),
                ordered("ordered-lookup", "1t-", Keys.INTEGER_100K, "Lookup", 1, 3),
                ordered("ordered-lookup", "1t-", Keys.STRING_1M, "Lookup", 1, 3),
                ordered("ordered-insert", "1t-", Keys.INTEGER_100K, "Insert", 1, 2),
                ordered("ordered-insert", "1t-", Keys.STRING_1M, "Insert", 1, 2),
                ordered("ordered-scan", "", Keys.INTEGER_100K, "Scan", SMALL, 1.5),
                ordered("ordered-scan", "", Keys.STRING_1M, "Scan", LARGE, 1.5),
                ordered("ordered-range", "", Keys.INTEGER_100K, "Range", 1, 1.5),
                ordered("ordered-range", "", Keys.STRING_1M, "Range", 1, 1.5),
                workload(
                                "select-guard@integer-100k",
                                "select with a guard, per row",
                                Keys.INTEGER_100K.of("tables.SetBenchmark.selectGuard").per(SMALL))
                        .beam("tables", "select-guard@integer-100k")
                        .goals(faster(8, BEAM)),
                bag("bag-insert@1t", "10 rows under a key, per row", "bagInsert"),
                bag("bag-lookup@1t", "10 rows by their key", "bagLookup"),
                workload("row-bytes", "bytes a row besides the row", new Figure("row-bytes"))
                        .in(Unit.BYTES)
                        .beside(HASH_MAP, new Figure("row-bytes-hash-map"))
                        .goals(faster(2, HASH_MAP)));
    }

    /// What the rows of a table are found by.
    private enum Keys {
        INTEGER_100K("integer-100k", "INTEGERS", SMALL),
        STRING_1M("string-1m", "STRINGS", LARGE);

        private final String word;
        private final String param;
        private final int rows;

        Keys(String word, String param, int rows) {
            this.word = word;
            this.param = param;
            this.rows = rows;
        }

        Jmh of(String benchmark) {
            return jmh(benchmark).with("keys", param).with("rows", String.valueOf(rows));
        }

        String title() {
            return "%,d rows, ".formatted(rows) + (this == STRING_1M ? "strings" : "integers");
        }
    }

    private static Workload set(String id, int threads, Keys keys, Goal map, double timesBeam) {
        String method =
                switch (id) {
                    case "set-lookup" -> "Lookup";
                    case "set-insert" -> "Insert";
                    default -> "Mixed";
                };
        String whole = id + "@" + threads + "t-" + keys.word;
        return workload(whole, keys.title(), keys.of("tables.SetBenchmark.set" + method))
                .threads(threads)
                .beside(HASH_MAP, keys.of("tables.SetBenchmark.set" + method + "Peer"))
                .beside(CAFFEINE, keys.of("tables.CaffeineBenchmark.set" + method + "Caffeine"))
                .beam("tables", whole)
                .goals(map, faster(timesBeam, BEAM));
    }

    private static Workload counter(
            String id,
            int threads,
            String variant,
            String method,
            double timesMerge,
            double timesBeam) {
        boolean spread = id.equals("counter-spread");
        String start = spread ? "counterSpread" : "counterHot";
        String beside = id + "@" + threads + "t";
        Keys keys = Keys.INTEGER_100K;
        return workload(
                        beside + variant,
                        (spread ? "spread keys, " : "one hot key, ")
                                + (variant.isEmpty() ? "table of counters" : "rows of a set"),
                        keys.of("tables.CounterBenchmark." + start + method))
                .threads(threads)
                .beside(HASH_MAP, keys.of("tables.CounterBenchmark." + start + "Peer"))
                .beside(CAFFEINE, keys.of("tables.CaffeineBenchmark." + start + "Caffeine"))
                .beam("tables", beside)
                .goals(faster(timesMerge, HASH_MAP), faster(timesBeam, BEAM));
    }

    private static Workload ordered(
            String id, String threads, Keys keys, String method, int per, double times) {
        String benchmark = "tables.OrderedSetBenchmark.ordered" + method;
        String whole = id + "@" + threads + keys.word;
        boolean walks = threads.isEmpty();
        return workload(
                        whole,
                        keys.title() + (per > 1 ? ", per row" : ""),
                        keys.of(benchmark).per(per))
                .beside(SKIP_LIST, keys.of(benchmark + "Peer").per(per))
                .beam("tables", whole)
                .goals(
                        walks
                                ? new Goal[] {faster(times, SKIP_LIST)}
                                : new Goal[] {faster(times, SKIP_LIST), faster(times, BEAM)});
    }

    private static Workload bag(String id, String title, String method) {
        Keys keys = Keys.INTEGER_100K;
        return workload(id, title, keys.of("tables.BagBenchmark." + method))
                .beside(GUAVA, keys.of("tables.BagBenchmark." + method + "Peer"))
                .beam("tables", id)
                .goals(faster(3, GUAVA), faster(3, BEAM));
    }

    private static List<Workload> pools() {
        return List.of(
                pool("pool-execute", "execute a no-op, 1 producer", "execute", "scheduled", 2),
                pool("pool-execute", "execute a no-op, 1 producer", "execute", "virtual", 2),
                pool("pool-submit-wait", "submit and wait", "submitWait", "scheduled", 1.5),
                pool("pool-submit-wait", "submit and wait", "submitWait", "virtual", 1.5),
                resource(1),
                resource(2),
                closed(1, "count"),
                closed(2, "count"),
                closed(1, "time"),
                closed(2, "time"),
                breaker("breaker-open", "call refused", "breakerOpen", "COUNT")
                        .goals(faster(3, RESILIENCE4J), new Allocates(0)),
                workload("pipeline-3", "3 stages, per event", jmh("pools.StageBenchmark.pipeline3"))
                        .beside(
                                SUBMISSION_PUBLISHER,
                                jmh("pools.PipelineBenchmark.pipeline3SubmissionPublisher"))
                        .beside(PEKKO_STREAMS, jmh("pools.PipelineBenchmark.pipeline3PekkoStreams"))
                        .beside(
                                PEKKO_STREAMS_FUSED,
                                jmh("pools.PipelineBenchmark.pipeline3PekkoStreamsFused"))
                        .beam("stages", "pipeline-3")
                        .goals(
                                faster(5, SUBMISSION_PUBLISHER),
                                faster(5, PEKKO_STREAMS),
                                faster(5, BEAM)));
    }

    private static Workload pool(
            String id, String title, String method, String kind, double times) {
        Jmh benchmark = jmh("pools.WorkerBenchmark." + method);
        return workload(
                        id + "@" + kind,
                        title + ", " + kind + " workers",
                        benchmark.with("executor", "trunkline-" + kind))
                .beside(THREAD_POOL, benchmark.with("executor", "thread-pool"))
                .beside(FORK_JOIN_POOL, benchmark.with("executor", "fork-join"))
                .goals(faster(times, THREAD_POOL), faster(times, FORK_JOIN_POOL));
    }

    private static Workload resource(int threads) {
        String id = "resource-checkout@" + threads + "t";
        return workload(
                        id,
                        "check out and in, 8 resources",
                        jmh("pools.ResourceBenchmark.checkout"))
                .threads(threads)
                .beside(COMMONS_POOL, jmh("pools.ResourceBenchmark.checkoutCommonsPool"))
                .beam("pool", id)
                .goals(faster(5, COMMONS_POOL), faster(5, BEAM));
    }

    private static Workload closed(int threads, String window) {
        return breaker(
                        "breaker-closed@" + threads + "t-" + window,
                        "call let through, window of "
                                + (window.equals("time") ? "10 s" : "100 calls"),
                        "breakerClosed",
                        window.equals("time") ? "TIME" : "COUNT")
                .threads(threads)
                .goals(new AtMost(15, Unit.NANOS), faster(6, RESILIENCE4J), new Allocates(0));
    }

    private static Workload breaker(String id, String title, String method, String window) {
        String benchmark = "pools.BreakerBenchmark." + method;
        return workload(id, title, jmh(benchmark).with("window", window))
                .beside(RESILIENCE4J, jmh(benchmark + "Resilience4j").with("window", window))
                .beside(FAILSAFE, jmh(benchmark + "Failsafe").with("window", window));
    }

    private static Goal faster(double times, Peer peer) {
        return new Faster(times, peer);
    }

    private static Goal within(double times, Peer peer) {
        return new Within(times, peer);
    }
}
