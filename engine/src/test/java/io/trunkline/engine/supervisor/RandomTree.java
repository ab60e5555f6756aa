package io.trunkline.engine.supervisor;

import static io.trunkline.engine.StartOptions.named;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.sys.Sys;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A random supervision tree, the processes that disturb it, and the accounts of both: of messages
/// and of monitors. It works on any node; the [Witness] that judges the supervisors only on a
/// simulated one, where one thing happens after the other.
final class RandomTree implements NodeListener {
    private static final int CLIENTS = 3;

    private record Known(Pid pid, boolean isDynamic, List<String> ids) {}

    private final long seed;
    private final RandomGenerator random;
    private final @Nullable Witness witness;
    private final Function<SupervisorSpec, Startable> made;

    /// How much shorter all times are than on a simulated node.
    private final int haste;

    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger randoms = new AtomicInteger();
    private final AtomicInteger sources = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, AtomicInteger> orders = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> arrivals = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final List<Pid> workers = new CopyOnWriteArrayList<>();
    private final List<Known> supervisors = new CopyOnWriteArrayList<>();
    private final Map<Pid, MonitorRef> watched = new ConcurrentHashMap<>();
    private final List<Pid> clients = new ArrayList<>();
    private final Lab observer = new Lab();
    private volatile boolean calm = true;
    private Node node;
    private Pid observing;
    private @Nullable Pid root;
    private @Nullable PartitionSupervisor partitions;

    RandomTree(
            long seed,
            int haste,
            @Nullable Witness witness,
            Function<SupervisorSpec, Startable> made) {
        this.seed = seed;
        this.haste = haste;
        this.witness = witness;
        this.made = made;
        random = new SplittableRandom(seed);
    }

    /// Starts everything on a node whose listener this is.
    void begin(Node on) {
        node = on;
        observing = node.start(observer).pid();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(newClient());
        }
        SupervisorSpec spec = supervisor(0).intensity(random.nextInt(30), Duration.ofSeconds(1));
        calm = random.nextInt(8) != 0;
        switch (node.start(made.apply(spec))) {
            case Started.Ok(Pid pid) -> {
                root = pid;
                runs(pid, spec);
            }
            case Started.Failed _ -> note("the tree did not start");
            case Started.Ignored(), Started.AlreadyStarted _ ->
                    violated("a supervisor must start or fail");
        }
        calm = true;
        if (random.nextInt(3) == 0) {
            partitions = PartitionSupervisor.start(node, 3, _ -> new Temper(this));
        }
        calm = false;
    }

    private Pid newClient() {
        Pid client = node.start(new Lab()).pid();
        Lab.later(client, lab -> lab.me().trapExit(true));
        return client;
    }

    // --- specifications ---

    private SupervisorSpec supervisor(int depth) {
        AutoShutdown auto =
                switch (depth == 0 ? 9 : random.nextInt(10)) {
                    case 0, 1 -> AutoShutdown.ANY_SIGNIFICANT;
                    case 2, 3 -> AutoShutdown.ALL_SIGNIFICANT;
                    default -> AutoShutdown.NEVER;
                };
        Strategy strategy = Strategy.values()[random.nextInt(3)];
        Child[] children = new Child[1 + random.nextInt(4)];
        for (int i = 0; i < children.length; i++) {
            children[i] = child(depth, auto, random);
        }
        return Supervisor.supervisor("s" + ids.incrementAndGet(), strategy, children)
                .intensity(random.nextInt(6), Duration.ofMillis(200 + random.nextInt(5_000)))
                .giveUpReason(
                        random.nextInt(3) == 0
                                ? ExitReason.other("gave up")
                                : ExitReason.shutdown())
                .autoShutdown(auto);
    }

    private ChildSpec child(int depth, AutoShutdown auto, RandomGenerator random) {
        int kind = depth >= 3 ? 9 : random.nextInt(10);
        ChildSpec spec =
                kind < 3
                        ? observed(supervisor(depth + 1))
                        : kind == 3 ? dynamic() : worker(random.nextInt(3) == 0);
        spec =
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> spec.restart(Restart.TRANSIENT);
                    case 3, 4 -> spec.restart(Restart.TEMPORARY);
                    default -> spec;
                };
        spec =
                switch (random.nextInt(10)) {
                    case 0, 1 -> spec.shutdown(Shutdown.BRUTAL_KILL);
                    case 2 -> spec.shutdown(Shutdown.INFINITY);
                    case 3 -> spec.shutdown(Duration.ZERO);
                    case 4, 5 -> spec.shutdown(time(3_000));
                    default -> spec;
                };
        if (random.nextInt(5) == 0) {
            Duration initial = time(400);
            spec = spec.backoff(new Backoff(initial, initial.multipliedBy(5), 0.2));
        }
        if (random.nextInt(5) == 0) {
            spec = spec.limit(random.nextInt(3), time(3_000));
        }
        return auto != AutoShutdown.NEVER
                        && spec.restart() != Restart.PERMANENT
                        && random.nextBoolean()
                ? spec.significant()
                : spec;
    }

    private ChildSpec worker(boolean isNamed) {
        String id = "w" + ids.incrementAndGet();
        StartOptions options = isNamed ? named(id) : StartOptions.defaults();
        RandomGenerator own = random();
        return custom(
                id,
                ChildSpec.Type.WORKER,
                supervisor -> {
                    if (!calm && own.nextInt(60) == 0) {
                        throw new IllegalStateException("start");
                    }
                    return supervisor.startLink(new Temper(this), options);
                });
    }

    private ChildSpec observed(SupervisorSpec spec) {
        return custom(
                spec.id(),
                ChildSpec.Type.SUPERVISOR,
                parent -> {
                    Started started = parent.startLink(made.apply(spec));
                    if (started instanceof Started.Ok(Pid pid)) {
                        runs(pid, spec);
                    }
                    return started;
                });
    }

    private ChildSpec dynamic() {
        DynamicSupervisorSpec spec = Supervisor.dynamicSupervisor("d" + ids.incrementAndGet());
        return custom(
                spec.id(),
                ChildSpec.Type.SUPERVISOR,
                parent -> {
                    Started started = parent.startLink(spec);
                    if (started instanceof Started.Ok(Pid pid)) {
                        supervises(pid, true, List.of());
                        if (witness != null) {
                            witness.supervises(pid, spec.intensity(), spec.giveUpReason(), false);
                        }
                    }
                    return started;
                });
    }

    private ChildSpec custom(String id, ChildSpec.Type type, ChildStart start) {
        return ChildSpec.of(
                id,
                type,
                supervisor ->
                        witness == null
                                ? start.start(supervisor)
                                : witness.starts(supervisor, id, start));
    }

    private void runs(Pid pid, SupervisorSpec spec) {
        supervises(pid, false, spec.children().stream().map(ChildSpec::id).toList());
        if (witness != null) {
            witness.supervises(pid, spec.intensity(), spec.giveUpReason(), true);
            spec.children().forEach(child -> witness.knows(pid, child));
        }
    }

    private void supervises(Pid pid, boolean isDynamic, List<String> children) {
        watch(pid);
        supervisors.add(new Known(pid, isDynamic, new CopyOnWriteArrayList<>(children)));
    }

    // --- what happens to it ---

    /// Does one thing.
    void act() {
        if (supervisors.isEmpty() || workers.isEmpty()) {
            return;
        }
        int client = random.nextInt(CLIENTS);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> worker(random).exit(reason());
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    known(random).pid().exit(ExitReason.kill());
                }
            }
            case 5, 6, 7, 8, 9 -> {
                long mails = random.nextLong();
                Lab.later(clients.get(client), _ -> send(mails, client));
            }
            case 10 -> {
                Pid target = worker(random);
                if (witness != null) {
                    witness.links(target);
                }
                Lab.later(clients.get(client), lab -> lab.me().link(target));
            }
            case 11 -> {
                clients.get(client).exit(ExitReason.kill());
                clients.set(client, newClient());
            }
            default -> {
                long choice = random.nextLong();
                Lab.later(clients.get(client), _ -> ask(new SplittableRandom(choice)));
            }
        }
        for (int id = 1; id <= ids.get(); id++) {
            node.whereis("w" + id).ifPresent(this::checkNamed);
        }
    }

    private void checkNamed(Pid holder) {
        if (witness != null && !holder.isAlive()) {
            violated("no name may point to a dead process: " + holder);
        }
    }

    private void send(long choices, int client) {
        RandomGenerator choose = new SplittableRandom(choices);
        int source = -1 - client;
        for (int i = choose.nextInt(4); i >= 0; i--) {
            send(worker(choose), source, 2);
        }
    }

    /// Has a client ask a supervisor for something.
    private void ask(RandomGenerator choose) {
        Known to = known(choose);
        try {
            if (to.isDynamic()) {
                askDynamic(DynamicSupervisor.of(to.pid()), to.pid(), choose);
            } else {
                askStatic(to, choose);
            }
        } catch (CallFailed failed) {
            note(failed.getClass().getSimpleName() + " " + to.pid());
        }
    }

    private void askStatic(Known to, RandomGenerator choose) {
        String id = to.ids().get(choose.nextInt(to.ids().size()));
        switch (choose.nextInt(8)) {
            case 0, 1, 2 -> {
                ChildSpec spec = child(3, AutoShutdown.NEVER, choose);
                knows(to.pid(), spec);
                to.ids().add(spec.id());
                note(Supervisor.startChild(to.pid(), spec));
            }
            case 3 -> {
                if (witness != null) {
                    witness.stopsByHand(to.pid(), id);
                }
                note(Supervisor.terminateChild(to.pid(), id));
            }
            case 4 -> note(Supervisor.restartChild(to.pid(), id));
            case 5 -> note(Supervisor.deleteChild(to.pid(), id));
            case 6 -> {
                Sys.suspend(to.pid());
                node.self().sleep(time(1_000));
                Sys.resume(to.pid());
            }
            default -> note(Supervisor.whichChildren(to.pid()));
        }
    }

    private void askDynamic(DynamicSupervisor to, Pid pid, RandomGenerator choose) {
        switch (choose.nextInt(8)) {
            case 0 -> note(to.countChildren());
            case 1 -> note(to.terminateChild(worker(choose)));
            default -> {
                ChildSpec spec = child(3, AutoShutdown.NEVER, choose);
                knows(pid, spec);
                note(to.tryStartChild(spec));
            }
        }
    }

    private void knows(Pid supervisor, ChildSpec spec) {
        if (witness != null) {
            witness.knows(supervisor, spec);
        }
    }

    private ExitReason reason() {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> ExitReason.kill();
            case 3 -> ExitReason.shutdown("asked");
            case 4 -> ExitReason.normal();
            default -> ExitReason.other("boom");
        };
    }

    // --- what its processes ask ---

    /// Choices for one process.
    RandomGenerator random() {
        return new SplittableRandom(seed * 31 + randoms.incrementAndGet());
    }

    boolean isCalm() {
        return calm;
    }

    Duration time(int mostMillis) {
        return Duration.ofNanos(1 + 1_000_000L / haste * random.nextInt(mostMillis));
    }

    Pid worker(RandomGenerator choose) {
        return workers.get(choose.nextInt(workers.size()));
    }

    private Known known(RandomGenerator choose) {
        return supervisors.get(choose.nextInt(supervisors.size()));
    }

    /// A worker begins.
    ///
    /// @return its number as a sender
    int begins(Pid pid) {
        workers.add(pid);
        watch(pid);
        return sources.incrementAndGet();
    }

    private void watch(Pid pid) {
        Lab.later(observing, lab -> watched.put(pid, lab.me().monitor(pid)));
    }

    void send(Pid to, int source, int hops) {
        int order = orders.computeIfAbsent(source, _ -> new AtomicInteger()).incrementAndGet();
        int number = numbers.incrementAndGet();
        TreeMail mail = new TreeMail(number, source, order, hops);
        try {
            to.send(mail);
        } catch (ProcessExit killed) {
            arrived(mail); // it was not sent
            throw killed;
        }
    }

    void arrived(TreeMail mail) {
        if (arrivals.merge(mail.number(), 1, Integer::sum) != 1) {
            violated("a message must arrive once: " + mail);
        }
    }

    void violated(String law) {
        violations.add(law);
        note("VIOLATED " + law);
    }

    private void note(Object what) {
        if (witness != null) {
            witness.note(what);
        }
    }

    // --- what is seen ---

    @Override
    public void deadLetter(Pid receiver, Object message) {
        if (message instanceof TreeMail mail) {
            arrived(mail);
        }
    }

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        if (witness != null) {
            witness.processExited(pid, reason);
        }
    }

    @Override
    public void supervised(SupervisorReport report) {
        if (witness != null) {
            witness.supervised(report);
        }
    }

    // --- what comes of it ---

    /// Lets nothing go wrong any more.
    void calmDown() {
        calm = true;
        for (Known known : supervisors) {
            if (known.pid().isAlive()) {
                try {
                    Sys.resume(known.pid());
                } catch (CallFailed gone) {
                    note(gone.getMessage());
                }
            }
        }
    }

    /// Holds a tree in which nothing happens against what it should be.
    void checkQuiet() {
        for (Known known : supervisors) {
            if (known.pid().isAlive()) {
                Supervisor.whichChildren(known.pid()).forEach(child -> checkChild(known, child));
            }
        }
        for (Pid pid : node.processes()) {
            node.info(pid)
                    .ifPresent(info -> {
                        for (Pid other : info.links()) {
                            if (!node.info(other).orElseThrow().links().contains(pid)) {
                                violated("a link must be of both: " + pid + ", " + other);
                            }
                        }
                    });
        }
        if (partitions != null && partitions.supervisor().isAlive()) {
            Supervisor.whichChildren(partitions.supervisor())
                    .forEach(child -> {
                        Pid routed = partitions.pid(Integer.valueOf(child.id()));
                        if (child.pid().isPresent() && !child.pid().get().equals(routed)) {
                            violated("a key must lead to the partition that runs: " + child);
                        }
                    });
        }
        if (witness != null) {
            witness.checkQuiet();
        }
    }

    private void checkChild(Known supervisor, ChildInfo child) {
        switch (child.status()) {
            case RUNNING -> {
                if (!child.pid().orElseThrow().isAlive()) {
                    violated("a child that runs must live: " + child);
                }
            }
            case RESTARTING -> violated("a restart must end: " + child);
            case STOPPED -> {
                if (witness != null
                        && witness.isPermanent(supervisor.pid(), child.id())
                        && !witness.mayBeDown(supervisor.pid(), child.id())) {
                    violated("a permanent child must run: " + supervisor.pid() + " " + child);
                }
            }
        }
    }

    /// Ends all but the observer.
    void end() {
        if (root != null) {
            if (random.nextInt(4) == 0) {
                root.exit(ExitReason.kill());
            } else {
                stop(root);
            }
        }
        if (partitions != null) {
            stop(partitions.supervisor());
        }
        clients.forEach(RandomTree::stop);
    }

    private static void stop(Pid pid) {
        if (pid.isAlive()) {
            try {
                pid.stop(ExitReason.shutdown(), Patience.LONG.multipliedBy(10));
            } catch (CallFailed gone) {
                // it has ended by itself meanwhile
            }
        }
    }

    /// Whether all have ended but the observer, who has heard of it, and all that was sent has
    /// arrived.
    boolean isOver() {
        return node.processes().equals(List.of(observing))
                && arrivals.size() == numbers.get()
                && Lab.run(observing, _ -> watched.size()) <= observer.seen().size();
    }

    /// Looks at the accounts when all is over.
    Queue<String> settleAccounts() {
        if (arrivals.size() != numbers.get()) {
            violated("a message must arrive: sent=" + numbers + ", arrived=" + arrivals.size());
        }
        Map<Pid, Integer> downs = new ConcurrentHashMap<>();
        for (Object seen : observer.seen()) {
            if (seen instanceof Down(MonitorRef ref, Pid pid, ExitReason reason)) {
                downs.merge(pid, 1, Integer::sum);
                if (watched.get(pid) != ref) {
                    violated("a Down must be of its monitor: " + pid);
                }
                if (witness != null
                        && !(reason instanceof ExitReason.NoProc)
                        && !reason.equals(witness.end(pid))) {
                    violated("a Down must say why: " + pid + ", reason=" + reason);
                }
            }
        }
        for (Pid pid : watched.keySet()) {
            if (downs.getOrDefault(pid, 0) != 1) {
                violated("a monitor must fire once: " + pid + ", downs=" + downs.get(pid));
            }
        }
        stop(observing);
        return violations;
    }
}
