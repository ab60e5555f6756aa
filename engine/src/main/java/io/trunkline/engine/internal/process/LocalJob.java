package io.trunkline.engine.internal.process;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.spi.Job;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A job of this JVM: a call that its own process answers by ending, and, for a scheduled process,
/// the message that makes it run.
public final class LocalJob<T> extends PendingCall implements Job<T> {
    private static final Logger log = LoggerFactory.getLogger(LocalJob.class);

    /// How often a waiting thread looks for the result before it parks; see [Calls].
    private static final int LOOKS_BEFORE_PARKING = 100;

    /// In place of the actions once they have been taken to run.
    private static final Action RUN = new Action(() -> {}, null);

    /// What to do when it is done, latest first; any thread.
    private volatile @Nullable Action actions;

    private LocalJob(JobCode<T> code, ProcessCell process) {
        super(code, process);
    }

    private record Action(Runnable action, @Nullable Action next) {
        static @Nullable Action without(@Nullable Action list, Runnable gone) {
            if (list == null || list.action == gone) {
                return list == null ? null : list.next;
            }
            return new Action(list.action, without(list.next, gone));
        }
    }

    /// See [io.trunkline.engine.spi.NodeServices#job].
    public static <T> LocalJob<T> make(
            Home home,
            Callable<? extends T> function,
            boolean mayBlock,
            @Nullable Pid caller,
            @Nullable Pid parent) {
        Objects.requireNonNull(function, "function");
        JobCode<T> code = new JobCode<>(function, cellOf(caller));
        ProcessCell process =
                mayBlock
                        ? Starter.unstarted(home, code, MailboxSpec.unbounded(), cellOf(parent))
                        : scheduled(home, code, cellOf(parent));
        LocalJob<T> job = new LocalJob<>(code, process);
        code.job(job);
        return job;
    }

    private static ScheduledProcess scheduled(
            Home home, JobCode<?> code, @Nullable ProcessCell parent) {
        return new ScheduledProcess(
                home,
                home.table.nextNumber(),
                code,
                StartOptions.defaults(),
                parent == null ? home.root : parent);
    }

    private static @Nullable ProcessCell cellOf(@Nullable Pid pid) {
        if (pid == null || pid instanceof ProcessCell) {
            return (ProcessCell) pid;
        }
        throw new IllegalArgumentException("pid must be made by a node: pid=" + pid);
    }

    @Override
    public Pid pid() {
        return target;
    }

    @Override
    public void start(List<Pid> linked) {
        Context starter = Context.current();
        starter.checkAlive();
        target.home.table.add(target);
        target.home.started(target);
        try {
            for (Pid pid : linked) {
                Signals.link(target, Objects.requireNonNull(cellOf(pid), "linked"), starter);
            }
        } catch (Throwable t) {
            // the starter is dead
            target.dieInHandling(ExitReason.killed(), starter);
            starter.burials.run();
            throw t;
        }
        switch (target) {
            case ThreadedProcess threaded -> threaded.begin();
            case ScheduledProcess scheduled -> scheduled.startLater(this, starter);
            default -> throw new IllegalStateException("unknown process: pid=" + target);
        }
    }

    // --- the end ---

    /// Does nothing: a burial fails callers before it tells the links, and a job is done only when
    /// these know; see [#ended].
    @Override
    void fail(ExitReason reason) {}

    void ended(ExitReason reason) {
        super.fail(reason);
    }

    @Override
    void completed() {
        Action action = (Action) ACTIONS.getAndSet(this, RUN);
        for (; action != null; action = action.next()) {
            run(action.action());
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable t) {
            log.error("an action must not throw: job={}", this, t);
        }
    }

    @Override
    public void whenDone(Runnable action) {
        Objects.requireNonNull(action, "action");
        Action before;
        do {
            before = actions;
            if (before == RUN) {
                run(action);
                return;
            }
        } while (!ACTIONS.compareAndSet(this, before, new Action(action, before)));
    }

    @Override
    public void forget(Runnable action) {
        Action before;
        do {
            before = actions;
        } while (before != RUN
                && !ACTIONS.compareAndSet(this, before, Action.without(before, action)));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null if the function may return it
    public T value() {
        return (T) reply();
    }

    // --- the wait ---

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        Context caller = Context.current();
        caller.checkAlive();
        if (!isDone()) {
            if (timeout.isZero()) {
                return false;
            }
            long deadline = Deadlines.after(target.home.clock, timeout, "timeout");
            look(caller);
            if (!Waits.await(this, target.home, deadline, caller)) {
                return false;
            }
        }
        caller.checkAlive(); // a link may have struck it
        return true;
    }

    private void look(Context caller) {
        for (int i = 0; i < LOOKS_BEFORE_PARKING && !isDone(); i++) {
            target.help(this, caller);
            Thread.onSpinWait();
        }
    }

    @Override
    public void help() {
        target.help(this, Context.current());
    }

    @Override
    public String toString() {
        return "job(" + target + ")";
    }

    private static final VarHandle ACTIONS;

    static {
        try {
            ACTIONS = MethodHandles.lookup().findVarHandle(LocalJob.class, "actions", Action.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
