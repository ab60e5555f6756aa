package io.trunkline.engine.sys;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A behaviour that [Sys] can look into and steer, and that ends as OTP's do: what `gen_server`,
/// `gen_statem` and `gen_event` have in common. To write servers, extend `GenServer`; this is for
/// behaviours of another kind.
///
/// It answers system requests and holds messages back while it is suspended; ends through
/// [#terminate] when it is stopped or when its parent's exit comes; and says the last words for the
/// crash report. The rest comes to the `handle` methods, one at a time, as [Behaviour] promises.
///
/// A `handle` method that fails in the callbacks it serves throws what [#crashed] gives it, and one
/// that wants to end throws what [#ended] gives it. Anything else that leaves it ends the process
/// without `terminate`.
///
/// An instance is one process. While nobody looks in, all this costs two comparisons a message.
public abstract class SysBehaviour implements Behaviour {
    private static final Logger log = LoggerFactory.getLogger(Sys.class);

    private @Nullable Self self;

    /// What is on; null while nothing is.
    private @Nullable Oversight oversight;

    private LastWords lastWords = LastWords.NONE;

    /// What waits while the process is suspended; read by whoever asks for it.
    private volatile @Nullable Queue<Held> held;

    // --- what a behaviour is made of ---

    /// Starts; see [Behaviour#onStart(Self)]. [#self()] is there.
    protected abstract Start start();

    /// Handles a request.
    protected abstract void handleCall(Object request, From from);

    /// Handles a cast.
    protected abstract void handleCast(Object message);

    /// Handles any other message but the parent's exit.
    protected abstract void handleInfo(Object message);

    /// Handles the end of a batch; see [Behaviour#onBatchEnd()]. Not called while suspended.
    protected void handleBatchEnd() {}

    /// Cleans up. What it throws replaces the exit reason.
    protected abstract void terminate(ExitReason reason);

    /// The state, for [Sys#getState].
    protected abstract Object state();

    /// Makes `change` of the state the state; what `change` throws is let through.
    protected abstract void replaceState(UnaryOperator<Object> change);

    /// The state as it may be shown: in status, traces, logs and crash reports.
    protected Object formatState() {
        return state();
    }

    /// A message, request or reply as it may be shown.
    protected Object formatMessage(Object message) {
        return message;
    }

    /// Called after each system request, before messages that were held back.
    protected void systemRequestHandled() {}

    // --- what it may use ---

    /// This process.
    protected final Self self() {
        Self s = self;
        if (s == null) {
            throw new IllegalStateException("process must be started: code=" + this);
        }
        return s;
    }

    @Override
    public final boolean isSuspended() {
        Oversight o = oversight; // racy when others ask: for people
        return o != null && o.suspended;
    }

    /// Answers a caller for a callback.
    protected final void reply(From from, Object reply) {
        if (oversight != null) {
            happened(() -> new SysEvent.Replied(shownMessage(reply)));
        }
        from.reply(reply);
    }

    /// Shows an event of the behaviour's own to whoever watches; `event` is made only then.
    protected final void happened(Supplier<? extends SysEvent> event) {
        Oversight o = oversight;
        if (o != null && o.isWatching()) {
            Throwable thrown = o.happened(event.get());
            if (thrown != null) {
                log.error("a trace of {} must not throw: code={}", self().pid(), this, thrown);
            }
        }
    }

    /// The end for a callback that threw: runs `terminate`, unless the process was killed.
    ///
    /// @param message what was handled; null if that is no message
    protected final ProcessExit crashed(Throwable thrown, @Nullable Object message) {
        if (!self().pid().isAlive()) {
            return thrown instanceof ProcessExit exit ? exit : new ProcessExit(ExitReason.killed());
        }
        return ended(reasonOf(thrown), message);
    }

    /// Runs `terminate` and says with what reason to end.
    ///
    /// @param message what was handled; null if that is no message
    protected final ProcessExit ended(ExitReason reason, @Nullable Object message) {
        ExitReason last = reason;
        try {
            terminate(reason);
        } catch (Throwable t) {
            last = reasonOf(t);
        }
        if (!last.isOrderly()) {
            lastWords =
                    new LastWords(
                            message == null ? Optional.empty() : Optional.of(shownMessage(message)),
                            Optional.of(shownState()),
                            events());
        }
        return new ProcessExit(last);
    }

    private static ExitReason reasonOf(Throwable thrown) {
        return thrown instanceof ProcessExit exit ? exit.reason() : ExitReason.crashed(thrown);
    }

    /// The state for an event: what [#formatState] gives, or that it threw.
    protected final Object shownState() {
        return shown(this::formatState);
    }

    /// A message for an event: what [#formatMessage] gives, or that it threw.
    protected final Object shownMessage(@Nullable Object message) {
        return message == null ? "null" : shown(() -> formatMessage(message));
    }

    private static Object shown(Supplier<?> format) {
        try {
            Object shown = format.get();
            return shown == null ? "null" : shown;
        } catch (Throwable t) {
            return "formatting must not throw: " + t;
        }
    }

    // --- what the process asks for ---

    @Override
    public final Start onStart(Self newSelf) {
        self = newSelf;
        return start();
    }

    @Override
    public final void onCall(Object request, From from) {
        Oversight o = oversight;
        if (request instanceof SystemRequest system) {
            onSystemRequest(system, from);
        } else if (o == null) {
            handleCall(request, from);
        } else if (o.suspended) {
            hold(new Held.Request(request, from));
        } else {
            happened(() -> new SysEvent.Called(shownMessage(request)));
            handleCall(request, from);
            handled();
        }
    }

    @Override
    public final void onCast(Object message) {
        Oversight o = oversight;
        if (o == null) {
            handleCast(message);
        } else if (o.suspended) {
            hold(new Held.Cast(message));
        } else {
            happened(() -> new SysEvent.Casted(shownMessage(message)));
            handleCast(message);
            handled();
        }
    }

    @Override
    public final void onMessage(Object message) {
        Oversight o = oversight;
        if (message instanceof Exit(Pid from, ExitReason reason) && from.equals(self().parent())) {
            throw ended(reason, message);
        } else if (o == null) {
            handleInfo(message);
        } else if (o.suspended) {
            hold(new Held.Message(message));
        } else {
            happened(() -> new SysEvent.Received(shownMessage(message)));
            handleInfo(message);
            handled();
        }
    }

    private void handled() {
        happened(() -> new SysEvent.Handled(shownState()));
    }

    @Override
    public final void onBatchEnd() {
        if (!isSuspended()) {
            handleBatchEnd();
        }
    }

    @Override
    public final void onStop(ExitReason reason) {
        throw ended(reason, null);
    }

    @Override
    public final LastWords lastWords() {
        return lastWords;
    }

    /// What a suspension holds back; a behaviour that postpones more adds it.
    @Override
    public Collection<?> postponed() {
        Queue<Held> waiting = held;
        return waiting == null ? List.of() : waiting.stream().map(Held::what).toList();
    }

    private void hold(Held message) {
        Queue<Held> waiting = held;
        if (waiting == null) {
            waiting = new ConcurrentLinkedQueue<>();
            held = waiting;
        }
        waiting.add(message);
    }

    // --- system requests ---

    private void onSystemRequest(SystemRequest request, From from) {
        boolean wasSuspended = isSuspended();
        Object answer;
        try {
            answer = request.code().apply(this);
        } catch (Throwable t) {
            answer = new SystemRequest.Refused(t);
        }
        from.reply(answer);
        if (answer instanceof SystemRequest.Terminate(ExitReason reason)) {
            throw ended(reason, null);
        }
        systemRequestHandled();
        if (wasSuspended && !isSuspended()) {
            handleHeld();
        }
    }

    private void handleHeld() {
        Queue<Held> waiting = held;
        Held next;
        while (waiting != null && self().pid().isAlive() && (next = waiting.poll()) != null) {
            switch (next) {
                case Held.Request(Object request, From from) -> {
                    if (!self().skips(from)) {
                        onCall(request, from);
                    }
                }
                case Held.Cast(Object message) -> onCast(message);
                case Held.Message(Object message) -> onMessage(message);
            }
        }
    }

    Status status() {
        return new Status(
                self().pid(),
                self().parent(),
                toString(),
                isSuspended(),
                shownState(),
                statistics(),
                events());
    }

    Optional<Statistics> statistics() {
        Oversight o = oversight;
        return o == null ? Optional.empty() : o.statistics(now());
    }

    @Override
    public final List<SysEvent> events() {
        Oversight o = oversight; // racy when others ask: for people
        return o == null ? List.of() : o.log();
    }

    boolean suspended(boolean suspend) {
        return oversee(o -> o.suspended = suspend);
    }

    boolean count(boolean on) {
        return oversee(o -> o.count(on, now()));
    }

    boolean keep(int events) {
        return oversee(o -> o.keep(events));
    }

    boolean trace(boolean on) {
        return on
                ? trace(event -> log.info("{} {}", self().pid(), event))
                : oversee(o -> o.trace(null));
    }

    boolean trace(Consumer<? super SysEvent> listener) {
        return oversee(o -> o.trace(listener));
    }

    private boolean oversee(Consumer<Oversight> change) {
        Oversight o = oversight == null ? new Oversight() : oversight;
        change.accept(o);
        oversight = o.isIdle() ? null : o;
        return true;
    }

    private long now() {
        return self().node().clock().nanoTime();
    }
}
