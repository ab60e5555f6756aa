package io.trunkline.engine.chaos;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A node in which processes and foreign threads send, call, link, monitor, block and kill each
/// other at random, until their messages have run out; and the laws that must hold then.
///
/// The seed decides what each of them does, the machine in which order.
final class Chaos implements NodeListener {
    static final int SLOTS = 24;

    /// How many processes may be started, and how often each foreign thread acts.
    private static final int PROCESSES = 400;

    private static final int PLAYERS = 4;
    private static final int TURNS = 150;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final AtomicInteger rounds = new AtomicInteger();

    private final String name = "chaos" + rounds.getAndIncrement();
    private final String what;
    private final SplittableRandom random;
    private final boolean closeEarly;

    final Ledger ledger = new Ledger();
    final Node node;
    final AtomicReferenceArray<Pid> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger sources = new AtomicInteger();
    private final Set<Pid> known = ConcurrentHashMap.newKeySet();
    private final List<Observer> observers = List.of(observer(), observer());
    private final List<Pid> observerPids = new ArrayList<>();

    /// @param closeEarly whether the node is closed in the middle of it
    Chaos(long seed, int runners, boolean closeEarly) {
        this.what = "seed=" + seed + ", runners=" + runners + ", closeEarly=" + closeEarly;
        this.random = new SplittableRandom(seed);
        this.closeEarly = closeEarly;
        this.node =
                Node.start(
                        NodeOptions.defaults()
                                .withName(name)
                                .withRunners(runners)
                                .withListener(this)
                                .withShutdownTimeout(Duration.ofMillis(50)));
    }

    private Observer observer() {
        return new Observer(ledger);
    }

    /// Runs it.
    ///
    /// @throws AssertionError if a law is broken, with all that is known
    void run() {
        for (Observer observer : observers) {
            observerPids.add(node.start(() -> observer).pid());
        }
        for (int i = 0; i < SLOTS; i++) {
            fill(i, random.split());
        }
        List<Thread> players = new ArrayList<>();
        for (int i = 0; i < PLAYERS; i++) {
            ledger.open();
            players.add(player(i, random.split()));
        }
        players.forEach(Thread::start);
        if (closeEarly) {
            awaitSome();
            node.close();
            awaitQuiet();
        } else {
            awaitQuiet();
            awaitCalm();
            checkLiving();
            killAll();
            awaitQuiet();
            awaitCalm();
            observers.forEach(Observer::check);
            node.close();
        }
        ledger.checkArrivals();
        checkEmpty();
        checkThreads(players);
        if (!ledger.violations().isEmpty()) {
            throw failure("broken laws");
        }
    }

    // --- what the actors use ---

    int newSource() {
        return sources.getAndIncrement();
    }

    Pid anybody(SplittableRandom r) {
        return slots.get(r.nextInt(SLOTS));
    }

    /// Puts a new process in a slot whose process has ended.
    void fill(int slot, SplittableRandom r) {
        Pid holder = slots.get(slot);
        if (holder != null && holder.isAlive() || started.incrementAndGet() > PROCESSES) {
            return;
        }
        try {
            Pid pid = start(slot, r);
            if (pid != null) {
                slots.set(slot, pid);
            }
        } catch (NodeClosed e) {
            // as asked
        }
    }

    private Pid start(int slot, SplittableRandom r) {
        if (r.nextInt(4) == 0) {
            return node.spawn(new Threaded(this, slot, r.split())::run);
        }
        return node.start(new Scheduled(this, slot, r.split()), options(slot, r))
                        instanceof Started.Ok(Pid pid)
                ? pid
                : null;
    }

    boolean mayStart() {
        return started.incrementAndGet() <= PROCESSES;
    }

    /// Whether callers may run the processes of a slot, and so cannot give up before they answer.
    static boolean callersRun(int slot) {
        return slot % 4 != 0;
    }

    static StartOptions options(int slot, SplittableRandom r) {
        StartOptions options = StartOptions.defaults().withCallerRuns(callersRun(slot));
        if (r.nextInt(6) == 0) {
            options = options.withStartTimeout(Duration.ofMillis(r.nextInt(1, 2000)));
        }
        if (r.nextInt(6) == 0) {
            options = options.withName(Name.local("name" + r.nextInt(8)));
        }
        return options;
    }

    /// Called by each process when it begins.
    void began(Pid pid) {
        known.add(pid);
        for (Pid observer : observerPids) {
            int number = ledger.openNeeded();
            try {
                observer.send(new Mail.Watch(number, pid));
            } catch (ProcessExit killed) {
                ledger.withdraw(number);
                throw killed;
            }
        }
    }

    private Thread player(int index, SplittableRandom r) {
        Runnable play =
                () -> {
                    try {
                        new Player(this, r).play(TURNS);
                    } catch (Throwable t) {
                        ledger.violated("a player must not fail: " + stackOf(t));
                    } finally {
                        ledger.close();
                    }
                };
        String playerName = name + "-player-" + index;
        return index % 2 == 0
                ? Thread.ofPlatform().name(playerName).unstarted(play)
                : Thread.ofVirtual().name(playerName).unstarted(play);
    }

    static String stackOf(Throwable t) {
        var out = new java.io.StringWriter();
        t.printStackTrace(new java.io.PrintWriter(out));
        return out.toString();
    }

    // --- NodeListener ---

    @Override
    public void deadLetter(Pid receiver, Object message) {
        if (message instanceof Mail mail) {
            ledger.arrived(mail.number(), "dead letter");
            if (message instanceof Mail.Answer(var _, var from, int question)) {
                from.reply(question);
            }
            ledger.close(mail.number());
        } else if (!(message instanceof Mail.Tick)) {
            ledger.violated("unexpected: deadLetter=" + message);
        }
    }

    // --- the end ---

    private void awaitSome() {
        int until = random.nextInt(TURNS * 8);
        long deadline = System.nanoTime() + PATIENCE;
        while (!ledger.hasCounted(until) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private void awaitQuiet() {
        if (!ledger.awaitNothingOpen(PATIENCE)) {
            throw failure("stuck");
        }
    }

    /// Waits until all who died are buried and all who live wait for messages.
    private void awaitCalm() {
        long deadline = System.nanoTime() + PATIENCE;
        while (!isCalm()) {
            if (System.nanoTime() - deadline >= 0) {
                throw failure("restless");
            }
            Thread.yield();
        }
    }

    private boolean isCalm() {
        if (!observers.stream().allMatch(Observer::knowsAllEnds)) {
            return false;
        }
        for (Pid pid : node.processes()) {
            ProcessInfo info = node.info(pid).orElse(null);
            if (info == null
                    || info.kind() != ProcessInfo.Kind.IMPLICIT
                            && (info.status() != ProcessInfo.Status.WAITING
                                    || info.messageQueueLength() > 0)) {
                return false;
            }
        }
        return observers.stream().allMatch(Observer::knowsAllEnds);
    }

    /// When nothing moves: links are mutual, and nobody lives who never began.
    private void checkLiving() {
        for (Pid pid : node.processes()) {
            ProcessInfo info = node.info(pid).orElseThrow();
            if (info.kind() != ProcessInfo.Kind.IMPLICIT
                    && !known.contains(pid)
                    && !observerPids.contains(pid)) {
                ledger.violated("who lives must have begun: info=" + info);
            }
            for (Pid linked : info.links()) {
                if (!node.info(linked).map(i -> i.links().contains(pid)).orElse(false)) {
                    ledger.violated("a link must be mutual: from=" + info + ", to=" + linked);
                }
            }
        }
    }

    private void killAll() {
        for (Pid pid : node.processes()) {
            if (!observerPids.contains(pid)) {
                pid.exit(ExitReason.kill());
            }
        }
    }

    private void checkEmpty() {
        if (!node.processes().isEmpty()) {
            ledger.violated("nobody must live on a closed node: processes=" + node.processes());
        }
    }

    private void checkThreads(List<Thread> players) {
        List<Thread> threads = new ArrayList<>(players);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("trunkline-" + name + "-")) {
                threads.add(thread);
            }
        }
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(PATIENCE))) {
                    ledger.violated("a thread must end: thread=" + thread);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private AssertionError failure(String kind) {
        var text = new StringBuilder(kind).append(": ").append(what).append('\n');
        text.append(ledger).append('\n');
        for (Pid pid : node.processes()) {
            text.append(node.info(pid).map(Chaos::brief).orElse(pid + " ended")).append('\n');
        }
        for (var info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true, 60)) {
            if (info.getThreadName().contains(name) || info.getThreadName().contains("ForkJoin")) {
                text.append(info.getThreadName()).append(' ').append(info.getThreadState());
                Arrays.stream(info.getStackTrace()).forEach(e -> text.append("\n  at ").append(e));
                text.append('\n');
            }
        }
        return new AssertionError(text.toString());
    }

    private static String brief(ProcessInfo info) {
        return info.pid()
                + " "
                + info.kind()
                + " "
                + info.status()
                + ", messages="
                + info.messageQueueLength()
                + ", code="
                + info.code()
                + ", links="
                + info.links()
                + ", monitors="
                + info.monitors();
    }

    /// Reaches a [Self] of a foreign thread.
    Self implicit() {
        return node.self();
    }
}
