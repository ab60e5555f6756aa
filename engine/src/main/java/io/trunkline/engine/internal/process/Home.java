package io.trunkline.engine.internal.process;

import io.trunkline.engine.Attribution;
import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.Clock;
import io.trunkline.engine.CrashReport;
import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.internal.scheduler.Scheduler;
import io.trunkline.engine.internal.timer.TimerWheel;
import io.trunkline.engine.spi.Census;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What the processes of one node share.
public final class Home {
    private static final Logger log = LoggerFactory.getLogger(Home.class);
    private static final Logger crashes = LoggerFactory.getLogger(CrashReport.class);

    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Orders the locks of processes of different nodes.
    private static final AtomicInteger nodesMade = new AtomicInteger();

    final int order = nodesMade.getAndIncrement();
    final Node node;
    final Clock clock;
    final Scheduler scheduler;
    final TimerWheel timers;
    final Listeners listeners;

    /// Makes the threads of threaded processes.
    final ThreadFactory bodies;

    /// Makes the threads of pinned processes; null where they are run as scheduled ones.
    final @Nullable ThreadFactory pinned;

    final ProcessTable table;
    final Tallies tallies = new Tallies();
    final Sampler sampler = new Sampler(this);
    final Delays delays = new Delays(this);

    /// One message in so many is looked at by [Sampler]; 0 for none. Here, as every sender asks.
    volatile int samplesOneIn;

    final Names names = new Names();
    final NodeRoot root;

    /// In the place of threads that are no process.
    final NodeRoot outside;

    /// Processes of threads of the application.
    private final Set<ThreadedProcess> implicit = ConcurrentHashMap.newKeySet();

    /// Threads of pinned processes that have not ended.
    private final Set<Thread> pinnedThreads = ConcurrentHashMap.newKeySet();

    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder expiredCalls = new LongAdder();

    /// Threads of threaded processes that have begun and not ended.
    private final LongAdder threads = new LongAdder();

    public Home(
            Node node,
            Clock clock,
            Scheduler scheduler,
            TimerWheel timers,
            Listeners listeners,
            ThreadFactory bodies,
            @Nullable ThreadFactory pinned) {
        this.node = node;
        this.clock = clock;
        this.scheduler = scheduler;
        this.timers = timers;
        this.listeners = listeners;
        this.bodies = bodies;
        this.pinned = pinned;
        this.table = new ProcessTable(node);
        this.root = new NodeRoot(this);
        this.outside = new NodeRoot(this);
    }

    /// The processes.
    public ProcessTable table() {
        return table;
    }

    /// The names.
    public Names names() {
        return names;
    }

    /// The node as a process: everybody's parent who has no other.
    public ProcessCell root() {
        return root;
    }

    /// The process of this node whose code the calling thread runs.
    public @Nullable ProcessCell running() {
        ProcessCell process = Context.current().process();
        return process != null && process.home == this ? process : null;
    }

    /// How many timers are pending that somebody's code has set; the runtime has its own.
    public int pendingTimers() {
        return timers.count(timer -> timer instanceof ProcessTimer || timer instanceof NodeTimer);
    }

    /// Counts what there is.
    public Census census(int pendingTimers) {
        List<ProcessCell> processes = table.snapshot();
        int monitors = 0;
        for (ProcessCell process : processes) {
            monitors += Infos.monitorsOf(process);
        }
        return new Census(
                processes.size(), names.size(), monitors, pendingTimers, threads.intValue());
    }

    void threadBegins() {
        threads.increment();
    }

    void threadEnds() {
        threads.decrement();
    }

    /// Where the time of messages goes.
    public Attribution attribution() {
        return sampler;
    }

    /// What there is, and what was done.
    public NodeStatistics statistics() {
        ProcessTable.Counts counts = table.count();
        Scheduler.Statistics scheduling = scheduler.statistics(tallies.retries());
        return new NodeStatistics(
                scheduling.runners(),
                scheduling.queues(),
                scheduling.scheduling(),
                new NodeStatistics.Processes(counts.alive(), counts.started()),
                tallies.messages(counts, deadLetters(), expiredCalls()),
                new NodeStatistics.Timers(timers.size(), timers.fired()));
    }

    /// How many messages reached nobody.
    public long deadLetters() {
        return deadLetters.sum();
    }

    /// How many calls were left alone since their callers had given up.
    public long expiredCalls() {
        return expiredCalls.sum();
    }

    void countExpiredCall() {
        expiredCalls.increment();
    }

    /// Ends implicit processes whose threads have ended: nothing tells us when that happens, so it
    /// is done when somebody looks.
    public void endOrphans() {
        Context context = Context.current();
        implicit.removeIf(process -> {
            process.endIfOrphaned(context);
            return process.isDead();
        });
    }

    /// Starts the thread of a pinned process, which must call [#pinnedEnded()] at its end.
    void startPinned(Thread thread) {
        pinnedThreads.add(thread);
        thread.start();
    }

    void pinnedEnded() {
        pinnedThreads.remove(Thread.currentThread());
    }

    /// Waits for the threads of pinned processes, which are dead, as long as a handler may need to
    /// find that out.
    public void joinPinned() {
        long deadline = System.nanoTime() + JOIN_NANOS;
        for (Thread thread : pinnedThreads) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (!thread.join(Duration.ofMillis(Math.max(1, left)))) {
                    log.warn(
                            "{} is held by a handler that does not return; it ends with it",
                            thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Adds a process for the calling thread.
    ThreadedProcess addImplicit() {
        endOrphans();
        ThreadedProcess made = ThreadedProcess.implicit(this);
        table.add(made);
        implicit.add(made);
        return made;
    }

    /// Counts and reports a message that reached nobody.
    void deadLetter(ProcessCell receiver, Object message) {
        Object shown = message instanceof Cast(Object cast) ? cast : message;
        if (shown instanceof Exit || shown instanceof Down || shown instanceof Behaviour.Notice) {
            return; // the runtime's own news, not anybody's message
        }
        deadLetters.increment();
        listeners.deadLetter(receiver, shown);
    }

    /// Reports a process that has ended itself and is not buried yet; whatever the application's
    /// code does about it, the burial goes on.
    void crashed(ProcessCell process, ExitReason reason, LastWords words) {
        CrashReport report;
        try {
            report = Infos.crash(process, reason, words);
            Throwable cause = reason instanceof ExitReason.Crashed(Throwable c) ? c : null;
            crashes.error("{}", report.describe(), cause);
        } catch (Throwable t) {
            log.error("{} ended and cannot be described: {}", process, reason.getClass(), t);
            return;
        }
        listeners.crashed(report);
    }

    /// Tells of a process that is in the table and makes its first step next.
    void started(ProcessCell process) {
        listeners.processStarted(process);
    }

    void exited(ProcessCell process, ExitReason reason) {
        listeners.processExited(process, reason);
    }
}
