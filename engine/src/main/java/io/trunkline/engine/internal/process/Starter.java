package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Name;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.internal.mailbox.Mailboxes;
import io.trunkline.engine.internal.timer.Timer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// Makes processes.
public final class Starter {
    /// Starts on one stack; a start inside more handlers than this is left to a runner.
    private static final int MAX_DEPTH = 16;

    private Starter() {}

    /// Starts a scheduled process.
    ///
    /// @param parent whom to link it to, or null
    public static Started start(
            Home home, Startable code, StartOptions options, @Nullable ProcessCell parent) {
        return start(home, code, options, parent, null);
    }

    /// Starts a scheduled process monitored by `watcher` from before its first step.
    static MonitorRef startMonitor(
            Home home, Startable code, StartOptions options, ProcessCell watcher) {
        Watch watch = new Watch(watcher);
        Started started = start(home, code, options, null, watch);
        LocalMonitor made = watch.monitor;
        if (made != null) {
            return made;
        }
        if (started instanceof Started.AlreadyStarted(ProcessCell holder)) {
            // nothing was started, so nothing is there to monitor but the name's holder
            return Signals.monitor(watcher, holder, null, null, Context.current());
        }
        throw new IllegalStateException("a start must be monitored: outcome=" + started);
    }

    private static final class Watch {
        final ProcessCell watcher;
        @Nullable LocalMonitor monitor;

        Watch(ProcessCell watcher) {
            this.watcher = watcher;
        }

        void on(ProcessCell process) {
            monitor = Signals.monitor(watcher, process, null, null, Context.current());
        }
    }

    private static Started start(
            Home home,
            Startable code,
            StartOptions options,
            @Nullable ProcessCell parent,
            @Nullable Watch watch) {
        Context starter = Context.current();
        starter.checkAlive();
        ScheduledProcess process =
                newScheduled(
                        home,
                        Objects.requireNonNull(code, "code").behaviour(),
                        options,
                        parent == null ? home.root : parent);
        Starting starting = new Starting(process, parent, starter.process());
        process.expect(starting, starter);
        home.table.add(process);
        try {
            Name name = options.name();
            Pid holder = name == null ? process : claim(name, process);
            if (holder != process) {
                process.discard();
                return new Started.AlreadyStarted(holder);
            }
            home.started(process);
            if (parent != null) {
                Signals.link(parent, process, starter);
            }
            if (watch != null) {
                watch.on(process);
            }
        } catch (Throwable t) {
            // the name refused, or the starter is dead
            process.dieInHandling(ExitReason.killed(), starter);
            starter.burials.run();
            throw t;
        }
        return run(process, starting, options.startTimeout(), starter);
    }

    private static ScheduledProcess newScheduled(
            Home home, Behaviour behaviour, StartOptions options, ProcessCell parent) {
        long number = home.table.nextNumber();
        WaitStrategy wait = options.pinned();
        ThreadFactory threads = home.pinned;
        return wait == null || threads == null
                ? new ScheduledProcess(home, number, behaviour, options, parent)
                : new PinnedProcess(home, number, behaviour, options, parent, wait, threads);
    }

    private static Started run(
            ScheduledProcess process,
            Starting starting,
            @Nullable Duration timeout,
            Context starter) {
        if (timeout == null && starter.depth < MAX_DEPTH && process.startsAnywhere()) {
            process.start(starting, starter);
        } else {
            Timer timer = timeout == null ? null : starting.killAfter(timeout, process.home);
            process.startLater(starting, starter);
            starting.await(starter);
            if (timer != null) {
                timer.stop();
            }
        }
        return starting.outcome();
    }

    private static Pid claim(Name name, ProcessCell process) {
        if (name instanceof Name.Local(String local)) {
            return process.home.names.claimAtStart(local, process);
        }
        Pid holder = name.register(process.home.node, process);
        if (holder == process) {
            Relations relations = process.relations();
            relations.lock.lock();
            try {
                relations.via = name;
            } finally {
                relations.lock.unlock();
            }
        }
        return holder;
    }

    /// Starts a threaded process.
    ///
    /// @param parent whom to link it to, or null
    public static Pid spawn(
            Home home, Consumer<Self> body, MailboxSpec mailbox, @Nullable ProcessCell parent) {
        ThreadedProcess process = newThreaded(home, body, mailbox, parent);
        if (parent != null) {
            beforeBegin(process, () -> Signals.link(parent, process, Context.current()));
        }
        process.begin();
        return process;
    }

    static MonitorRef spawnMonitor(Home home, Consumer<Self> body, ProcessCell watcher) {
        ThreadedProcess process = newThreaded(home, body, MailboxSpec.unbounded(), null);
        Watch watch = new Watch(watcher);
        beforeBegin(process, () -> watch.on(process));
        process.begin();
        return Objects.requireNonNull(watch.monitor, "watch.on has made it");
    }

    /// Ties a process to its starter before its first step; ends it if the starter is dead.
    private static void beforeBegin(ProcessCell process, Runnable tie) {
        try {
            tie.run();
        } catch (Throwable t) {
            Context starter = Context.current();
            process.dieInHandling(ExitReason.killed(), starter);
            starter.burials.run();
            throw t;
        }
    }

    private static ThreadedProcess newThreaded(
            Home home, Consumer<Self> body, MailboxSpec mailbox, @Nullable ProcessCell parent) {
        ThreadedProcess process = unstarted(home, body, mailbox, parent);
        home.table.add(process);
        home.started(process);
        return process;
    }

    /// A threaded process that is in no table yet.
    static ThreadedProcess unstarted(
            Home home, Consumer<Self> body, MailboxSpec mailbox, @Nullable ProcessCell parent) {
        Context.current().checkAlive();
        return ThreadedProcess.spawned(
                home, body, parent == null ? home.root : parent, Mailboxes.of(mailbox));
    }

    /// The calling thread's own process on this node: the one whose code it runs, or its implicit
    /// one.
    ///
    /// @throws NodeClosed if it would have to be made and the node is closed
    public static Self self(Home home) {
        Context context = Context.current();
        ProcessCell current = context.process();
        if (current != null && current.home == home) {
            return new LocalSelf(current);
        }
        if (current != null) {
            throw new IllegalStateException(
                    "self of a node must be asked for by its own process or by none: node="
                            + home.node.name()
                            + ", process="
                            + current);
        }
        ThreadedProcess implicit = context.implicitOn(home);
        if (implicit == null) {
            implicit = home.addImplicit();
            context.addImplicit(implicit);
            home.started(implicit); // when a listener can find it
        }
        return new LocalSelf(implicit);
    }
}
