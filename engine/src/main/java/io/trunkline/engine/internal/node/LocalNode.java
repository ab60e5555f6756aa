package io.trunkline.engine.internal.node;

import io.trunkline.engine.Attribution;
import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Clock;
import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.NoSuchName;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.ProcessPage;
import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;
import io.trunkline.engine.internal.process.Context;
import io.trunkline.engine.internal.process.ExitHooks;
import io.trunkline.engine.internal.process.Home;
import io.trunkline.engine.internal.process.Listeners;
import io.trunkline.engine.internal.process.LocalJob;
import io.trunkline.engine.internal.process.NodeGate;
import io.trunkline.engine.internal.process.NodeTimer;
import io.trunkline.engine.internal.process.ProcessCell;
import io.trunkline.engine.internal.process.Starter;
import io.trunkline.engine.internal.process.Trees;
import io.trunkline.engine.spi.Census;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.Job;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;
import io.trunkline.engine.sys.SysBehaviour;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// What real and simulated nodes have in common.
abstract class LocalNode implements Node, NodeServices {
    final NodeOptions options;
    final Listeners listeners;
    private final Extensions extensions = new Extensions();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    /// Who closes it, so that a listener which closes it again meanwhile does not wait for itself.
    private volatile @Nullable Thread closer;

    /// How many timers were left to drop; published by `done`.
    private int timersAtEnd;

    LocalNode(NodeOptions options) {
        this.options = options;
        this.listeners = new Listeners(options.listener());
    }

    abstract Home home();

    /// Stops what the node runs on.
    abstract void stopServices();

    @Override
    public final String name() {
        return options.name();
    }

    @Override
    public abstract Clock clock();

    @Override
    public final Pid spawn(Consumer<Self> body, MailboxSpec mailbox) {
        return Starter.spawn(home(), Objects.requireNonNull(body, "body"), mailbox, null);
    }

    @Override
    public final Started start(Startable code, StartOptions startOptions) {
        return Starter.start(home(), code, startOptions, null);
    }

    @Override
    public final Self self() {
        return Starter.self(home());
    }

    // --- names ---

    @Override
    public final void register(String name, Pid pid) {
        if (!(pid instanceof ProcessCell cell) || !home().table().isMine(cell)) {
            throw new IllegalArgumentException(
                    "process must be of this node: pid=" + pid + ", node=" + name());
        }
        home().names().register(name, cell);
    }

    @Override
    public final void unregister(String name) {
        home().names().unregister(name);
    }

    @Override
    public final Optional<Pid> whereis(String name) {
        return Optional.ofNullable(home().names().find(name));
    }

    @Override
    public final void send(String name, Object message) {
        ProcessCell holder = home().names().find(name);
        if (holder == null) {
            throw new NoSuchName(name);
        }
        holder.send(message);
    }

    @Override
    public final void cast(String name, Object message) {
        ProcessCell holder = home().names().find(name);
        if (holder != null) {
            holder.cast(message);
        }
    }

    @Override
    public final <R> R call(String name, Call<R> request, Duration timeout) {
        ProcessCell holder = home().names().find(name);
        if (holder == null) {
            throw new CallFailed.NoProcess(request, name, timeout);
        }
        return holder.call(request, timeout);
    }

    @Override
    public final <R> CompletableFuture<R> ask(String name, Call<R> request, Duration timeout) {
        ProcessCell holder = home().names().find(name);
        return holder == null
                ? CompletableFuture.failedFuture(new CallFailed.NoProcess(request, name, timeout))
                : holder.ask(request, timeout);
    }

    // --- looking in ---

    @Override
    public final Collection<Pid> processes() {
        home().endOrphans();
        return List.copyOf(home().table().snapshot());
    }

    @Override
    public final ProcessPage processes(long from, int limit) {
        return home().table().page(from, limit);
    }

    @Override
    public final Optional<ProcessInfo> info(Pid pid) {
        return pid instanceof ProcessCell cell && home().table().isMine(cell)
                ? cell.info()
                : Optional.empty();
    }

    @Override
    public final ProcessTree tree() {
        return Trees.of(home());
    }

    @Override
    public final long deadLetters() {
        return home().deadLetters();
    }

    @Override
    public final long expiredCalls() {
        return home().expiredCalls();
    }

    @Override
    public final NodeStatistics statistics() {
        return home().statistics();
    }

    @Override
    public final Attribution attribution() {
        return home().attribution();
    }

    @Override
    public final void addListener(NodeListener listener) {
        listeners.add(listener);
    }

    @Override
    public final void removeListener(NodeListener listener) {
        listeners.remove(listener);
    }

    @Override
    public final boolean isClosed() {
        return closed.get();
    }

    @Override
    public final void close() {
        Shutdown shutdown = new Shutdown(home(), options.shutdownTimeout(), clock());
        shutdown.checkCaller();
        if (closed.compareAndSet(false, true)) {
            closer = Thread.currentThread();
            try {
                shutdown.run();
                extensions.close();
                timersAtEnd = home().pendingTimers();
                stopServices();
            } finally {
                done.countDown();
            }
        } else if (closer != Thread.currentThread()) {
            awaitClosed();
        }
    }

    /// Waits for another thread that closes this node; an interrupt is kept for later.
    private void awaitClosed() {
        boolean interrupted = false;
        while (done.getCount() > 0) {
            try {
                done.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // --- NodeServices ---

    @Override
    public final <T> T extension(Class<T> type, Function<? super Node, ? extends T> maker) {
        return extensions.get(this, type, maker);
    }

    @Override
    public final NodeListener listener() {
        return listeners;
    }

    @Override
    public final @Nullable Pid running() {
        return home().running();
    }

    @Override
    public final boolean runs(Pid process) {
        return process instanceof ProcessCell cell && Context.current().runs(cell);
    }

    @Override
    public final Pid root() {
        return home().root();
    }

    @Override
    public final boolean isLocal(Pid process) {
        return process instanceof ProcessCell cell && home().table().isMine(cell) && cell.isAlive();
    }

    @Override
    public final void childId(Pid process, String id) {
        if (process instanceof ProcessCell cell) {
            Trees.childId(cell, Objects.requireNonNull(id, "id"));
        }
    }

    @Override
    public final boolean addExitHook(Pid process, ExitHook hook) {
        return process instanceof ProcessCell cell
                && home().table().isMine(cell)
                && ExitHooks.add(cell, hook);
    }

    @Override
    public final void removeExitHook(Pid process, ExitHook hook) {
        if (process instanceof ProcessCell cell) {
            ExitHooks.remove(cell, hook);
        }
    }

    @Override
    public final void signal(Pid receiver, Object message) {
        if (!(Objects.requireNonNull(receiver, "receiver") instanceof ProcessCell cell)) {
            throw new IllegalArgumentException("receiver must be made by a node: pid=" + receiver);
        }
        cell.signal(Objects.requireNonNull(message, "message"));
    }

    @Override
    public final boolean answersSys(Pid process) {
        return process instanceof ProcessCell cell
                && home().table().isMine(cell)
                && cell.isA(SysBehaviour.class);
    }

    @Override
    public final Gate gate() {
        return new NodeGate(home());
    }

    @Override
    public final int backlog(Pid process) {
        return process instanceof ProcessCell cell && home().table().isMine(cell)
                ? cell.backlog()
                : 0;
    }

    @Override
    public final Census census() {
        return home().census(done.getCount() == 0 ? timersAtEnd : home().pendingTimers());
    }

    @Override
    public final Timeout schedule(Duration delay, Runnable action) {
        return NodeTimer.schedule(home(), delay, action);
    }

    @Override
    public final <T> Job<T> job(
            Callable<? extends T> code,
            boolean mayBlock,
            @Nullable Pid caller,
            @Nullable Pid parent) {
        return LocalJob.make(home(), code, mayBlock, caller, parent);
    }

    @Override
    public String toString() {
        return "node " + name();
    }
}
