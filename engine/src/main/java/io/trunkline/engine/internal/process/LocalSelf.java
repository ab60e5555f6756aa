package io.trunkline.engine.internal.process;

import io.trunkline.engine.Alias;
import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Local;
import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;
import io.trunkline.engine.TimerFired;
import io.trunkline.engine.TimerRef;
import io.trunkline.engine.internal.timer.Deadlines;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// A process seen by its own code. It holds nothing, so one is made whenever one is wanted.
final class LocalSelf implements Self {
    private final ProcessCell cell;

    LocalSelf(ProcessCell cell) {
        this.cell = cell;
    }

    @Override
    public Pid pid() {
        return cell;
    }

    @Override
    public Node node() {
        return cell.home.node;
    }

    @Override
    public Pid parent() {
        return cell.parent;
    }

    @Override
    public List<Pid> callers() {
        JobCode<?> job = cell.job();
        return job == null ? List.of() : job.callers();
    }

    @Override
    public boolean skips(From from) {
        if (cell.is(ProcessCell.HANDLES_EXPIRED) || !from.isExpired()) {
            return false;
        }
        cell.home.countExpiredCall();
        return true;
    }

    // --- receive ---

    @Override
    public Object receive() {
        Context context = enter();
        Object message = receiver().receive(null, context);
        return Objects.requireNonNull(message, "a receive without limit ends with a message");
    }

    @Override
    public Optional<Object> receive(Duration timeout) {
        Context context = enter();
        return Optional.ofNullable(
                receiver().receive(Objects.requireNonNull(timeout, "timeout"), context));
    }

    @Override
    public <T> Optional<T> receive(Function<Object, Receive<T>> choice, Duration timeout) {
        Context context = enter();
        Receive.Take<T> taken =
                receiver().receive(choice, Objects.requireNonNull(timeout, "timeout"), context);
        return taken == null ? Optional.empty() : Optional.of(taken.value());
    }

    private ThreadedProcess receiver() {
        if (cell instanceof ThreadedProcess threaded) {
            return threaded;
        }
        throw new IllegalStateException(
                "receive must be called by a threaded process: pid=" + cell);
    }

    private long deadline(Duration timeout) {
        return Deadlines.after(cell.home.clock, timeout, "timeout");
    }

    // --- links and monitors ---

    @Override
    public void link(Pid pid) {
        Signals.link(cell, cellOf(pid), enter());
    }

    @Override
    public void unlink(Pid pid) {
        enter();
        Signals.unlink(cell, cellOf(pid));
    }

    @Override
    public void unlinkFlush(Pid pid) {
        unlink(pid);
        flush(message -> message instanceof Exit(Pid from, var _) && from.equals(pid));
    }

    @Override
    public boolean trapExit(boolean trap) {
        enter();
        if (!trap && !cell.isMortal()) {
            throw new IllegalStateException("an implicit process must trap exits: pid=" + cell);
        }
        return cell.trapExit(trap);
    }

    @Override
    public MonitorRef monitor(Pid pid) {
        return Signals.monitor(cell, cellOf(pid), null, null, enter());
    }

    @Override
    public MonitorRef monitor(Pid pid, Alias.Mode mode) {
        return Signals.monitor(
                cell, cellOf(pid), null, Objects.requireNonNull(mode, "mode"), enter());
    }

    @Override
    public MonitorRef monitor(String name) {
        Context context = enter();
        return Signals.monitor(cell, cell.home.names.find(name), name, null, context);
    }

    @Override
    public boolean demonitor(MonitorRef ref, Demonitor option) {
        enter();
        LocalMonitor monitor = mine(ref);
        boolean was = monitor.demonitor();
        if (!was && option == Demonitor.FLUSH) {
            flush(message ->
                    message instanceof Down(MonitorRef fired, var _, var _) && fired == ref);
        }
        return was;
    }

    @Override
    public Alias alias(Alias.Mode mode) {
        enter();
        return new LocalAlias(cell, mode);
    }

    @Override
    public boolean unalias(Alias alias) {
        enter();
        return switch (alias) {
            case LocalMonitor monitor -> mine(monitor).unalias();
            case LocalAlias local when local.owner() == cell -> local.unalias();
            default ->
                    throw new IllegalArgumentException(
                            "alias must be one of this process: alias=" + alias);
        };
    }

    private LocalMonitor mine(MonitorRef ref) {
        if (ref instanceof LocalMonitor monitor && monitor.watcher() == cell) {
            return monitor;
        }
        throw new IllegalArgumentException("ref must be one of this process: ref=" + ref);
    }

    /// Removes the first message that matches.
    private void flush(Predicate<Object> matching) {
        if (cell instanceof ThreadedProcess threaded) {
            threaded.checkNotChoosing();
        }
        Mailroom.removeFirst(cell, matching);
    }

    // --- time ---

    @Override
    public TimerRef sendAfter(Duration delay, Pid destination, Object message) {
        return timer(delay, destination, message, false);
    }

    @Override
    public TimerRef sendAfter(Duration delay, String destination, Object message) {
        return timer(delay, destination, message, false);
    }

    @Override
    public TimerRef startTimer(Duration delay, Pid destination, Object message) {
        return timer(delay, destination, message, true);
    }

    @Override
    public TimerRef startTimer(Duration delay, String destination, Object message) {
        return timer(delay, destination, message, true);
    }

    private TimerRef timer(Duration delay, Pid destination, Object message, boolean marked) {
        enter();
        Objects.requireNonNull(message, "message");
        return ProcessTimer.to(cell.home, cellOf(destination), delay, message, marked);
    }

    private TimerRef timer(Duration delay, String destination, Object message, boolean marked) {
        enter();
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(message, "message");
        return ProcessTimer.to(cell.home, destination, delay, message, marked);
    }

    @Override
    public Optional<Duration> cancelFlush(TimerRef timer) {
        enter();
        if (!(Objects.requireNonNull(timer, "timer") instanceof ProcessTimer mine)) {
            throw new IllegalArgumentException("timer must be made by a process: timer=" + timer);
        }
        Optional<Duration> left = mine.cancelOrAwaitDelivery();
        if (left.isEmpty()) {
            flush(message -> message instanceof TimerFired(TimerRef ref, var _) && ref == mine);
        }
        return left;
    }

    @Override
    public void sleep(Duration duration) {
        Context context = enter();
        Sleep.until(deadline(duration), cell, context);
    }

    @Override
    public Optional<ExitReason> awaitExit(Pid process, Duration timeout) {
        Context context = enter();
        return Optional.ofNullable(Calls.awaitExit(cellOf(process), timeout, context));
    }

    // --- what it keeps ---

    @Override
    public <T> Optional<T> get(Local<T> local) {
        enter();
        return Locals.get(cell, local);
    }

    @Override
    public <T> Optional<T> put(Local<T> local, T value) {
        enter();
        return Locals.put(cell, local, Objects.requireNonNull(value, "value"));
    }

    @Override
    public <T> Optional<T> remove(Local<T> local) {
        enter();
        return Locals.remove(cell, local);
    }

    @Override
    public void label(Object label) {
        enter();
        Locals.label(cell, Objects.requireNonNull(label, "label"));
    }

    // --- starts and the end ---

    @Override
    public Pid spawnLink(Consumer<Self> body) {
        enter();
        return Starter.spawn(cell.home, body, MailboxSpec.unbounded(), cell);
    }

    @Override
    public MonitorRef spawnMonitor(Consumer<Self> body) {
        enter();
        return Starter.spawnMonitor(cell.home, body, cell);
    }

    @Override
    public Started startLink(Startable code, StartOptions options) {
        enter();
        return Starter.start(cell.home, code, options, cell);
    }

    @Override
    public MonitorRef startMonitor(Startable code, StartOptions options) {
        enter();
        return Starter.startMonitor(cell.home, code, options, cell);
    }

    @Override
    public ProcessExit exit(ExitReason reason) {
        enter();
        throw new ProcessExit(Objects.requireNonNull(reason, "reason"));
    }

    /// Checks that the process itself asks, and that it is alive.
    private Context enter() {
        Context context = Context.current();
        if (!context.runs(cell)) {
            throw new IllegalStateException(
                    "self must be used by its own process: self="
                            + cell
                            + ", process="
                            + context.process()
                            + ", thread="
                            + context.thread().getName());
        }
        if (cell.isDead()) {
            throw cell.exitNow();
        }
        return context;
    }

    private static ProcessCell cellOf(@Nullable Pid pid) {
        if (Objects.requireNonNull(pid, "pid") instanceof ProcessCell cell) {
            return cell;
        }
        throw new IllegalArgumentException("pid must be made by a node: pid=" + pid);
    }
}
