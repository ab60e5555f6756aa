package io.trunkline.pool.breaker;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.pool.guard.Guard;
import io.trunkline.pool.metrics.Inspectable;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Refuses calls to what has failed of late, so that it can recover and its callers do not wait.
///
/// ```java
/// CircuitBreaker breaker = CircuitBreaker.named("billing").failures(5).openFor(ofSeconds(30)).build();
/// Response response = breaker.call(() -> client.send(request));
/// ```
///
/// Closed, it runs calls and counts them. After too many failures (by default 5 in a row) it opens,
/// and calls fail at once with [CircuitOpenException], without being run. When its time is up (30
/// s) the first call is run as a probe, and others are still refused: if it goes well the circuit
/// closes and the counts begin anew, if not it is open for another 30 s. [BreakerBuilder] has the
/// rest: windows of calls or of time, rates, slow calls, backoff, more probes.
///
/// A call counts in the state in which it began: one that began before the circuit opened changes
/// nothing when it ends after that, well or not. A call that goes well never opens it.
///
/// Make one for each service, keep it outside of the processes that use it or serve it, and it
/// survives their restarts. Any thread may use it; nothing in it blocks or locks. A call that goes
/// well in a closed circuit allocates nothing, and neither does a refusal.
///
/// Not for work whose failures say nothing about the next call (a breaker on a cache of your own
/// heap), nor in place of timeouts: a call that never ends never fails.
///
/// OTP has no circuit breaker.
public final class CircuitBreaker implements Guard, Inspectable {
    private static final VarHandle ERA = eraHandle();

    final Settings settings;
    final Counts counts = new Counts();
    private final Listeners listeners;

    /// Any thread; changed by [#change] and [#transitionTo] only.
    private volatile Era era;

    CircuitBreaker(Settings settings) {
        this.settings = settings;
        Era first = new Closed(this, CircuitState.CLOSED, null);
        this.listeners = new Listeners(settings.listeners(), first);
        this.era = first;
    }

    /// Begins to build a breaker.
    ///
    /// @param name what it is called in exceptions, changes and snapshots
    public static BreakerBuilder named(String name) {
        return new BreakerBuilder(name);
    }

    /// Its name.
    @Override
    public String name() {
        return settings.name();
    }

    /// Its state. An open circuit whose time is up is OPEN until the next call.
    public CircuitState state() {
        return era.state;
    }

    /// Its state and counts.
    @Override
    public CircuitSnapshot snapshot() {
        Era now = era;
        return new CircuitSnapshot(
                name(),
                now.state,
                now.generation,
                Duration.ofNanos(settings.clock().nanoTime() - now.begun),
                now.retryAfter(),
                now.recent(),
                counts.successes.sum(),
                counts.failures.sum(),
                counts.slow.sum(),
                counts.ignored.sum(),
                counts.late.sum(),
                counts.refused.sum());
    }

    /// Runs a call on the calling thread, and counts how it goes.
    ///
    /// @throws CircuitOpenException if the circuit refuses it
    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        Permit permit = acquire();
        long begun = settings.begin();
        T result;
        boolean failed;
        try {
            result = work.call();
            failed = isFailedResult(result);
        } catch (Throwable thrown) {
            permit.onError(settings.took(begun), thrown);
            throw thrown;
        }
        ended(permit, settings.took(begun), failed);
        return result;
    }

    /// Starts a call that ends later, and counts how it ends before anyone sees that in the future
    /// returned. Never throws: a refusal, or what `start` throws, is in the future. Cancelling the
    /// future cancels what was started, and does not count.
    @SuppressWarnings("FutureReturnValueIgnored") // the actions complete what is returned
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            Supplier<? extends CompletionStage<T>> start) {
        Permit permit = tryAcquire();
        if (permit == null) {
            return CompletableFuture.failedFuture(era.refusal());
        }
        long begun = settings.begin();
        CompletableFuture<T> started;
        try {
            started = start.get().toCompletableFuture();
        } catch (Throwable thrown) {
            permit.onError(settings.took(begun), thrown);
            return CompletableFuture.failedFuture(thrown);
        }
        var counted = new CompletableFuture<T>();
        started.whenComplete((result, thrown) -> {
            try {
                ended(permit, begun, result, thrown);
            } catch (RuntimeException e) {
                counted.completeExceptionally(e);
            }
            if (thrown == null) {
                counted.complete(result);
            } else {
                counted.completeExceptionally(thrown);
            }
        });
        counted.whenComplete((result, thrown) -> {
            if (counted.isCancelled()) {
                started.cancel(false);
            }
        });
        return counted;
    }

    /// Calls to a process, guarded by this breaker: timeouts and crashes are failures, and a
    /// process that is dead fails like one that crashed. Those that replace it are guarded by the
    /// same breaker when one calls this with their pids.
    public GuardedServer around(Pid process) {
        return GuardedServer.of(this, process);
    }

    /// Calls to whoever has a name, restarted or not, guarded by this breaker.
    public GuardedServer around(Node node, String name) {
        return GuardedServer.of(this, node, name);
    }

    /// Leave to run one call; null if the circuit refuses it. For calls that do not fit the other
    /// methods.
    public @Nullable Permit tryAcquire() {
        Era now = era;
        return now instanceof Closed closed ? closed : enter(now);
    }

    /// Puts the circuit into a state by hand, from any state, with counts begun anew. OPEN lasts as
    /// long as after a first failure. Also ends the states that only a hand ends.
    public void transitionTo(CircuitState state) {
        Era before;
        Era next;
        do {
            before = era;
            next =
                    switch (state) {
                        case CLOSED, METRICS_ONLY -> new Closed(this, state, before);
                        case OPEN -> new Open(this, before, 1);
                        case FORCED_OPEN -> Open.forced(this, before);
                        case HALF_OPEN -> new HalfOpen(this, before, 1);
                        case DISABLED -> new Disabled(this, before);
                    };
        } while (!change(before, next));
    }

    @Override
    public String toString() {
        return "CircuitBreaker[" + name() + ", " + state() + "]";
    }

    /// Changes the state, if `from` is what it is.
    boolean change(Era from, Era to) {
        if (!ERA.compareAndSet(this, from, to)) {
            return false;
        }
        listeners.changed(from, to);
        return true;
    }

    boolean isCurrent(Era era) {
        return this.era == era;
    }

    private Permit acquire() {
        Permit permit = tryAcquire();
        if (permit == null) {
            throw era.refusal();
        }
        return permit;
    }

    /// An era that is over gives no permit: then it is for the next one to say.
    private @Nullable Permit enter(Era first) {
        Era now = first;
        while (true) {
            Permit permit = now.enter();
            if (permit != null) {
                return permit;
            }
            if (isCurrent(now)) {
                counts.refused.increment();
                return null;
            }
            now = era;
        }
    }

    private void ended(
            Permit permit, long begun, @Nullable Object result, @Nullable Throwable thrown) {
        long took = settings.took(begun);
        if (thrown != null) {
            Throwable cause = thrown.getCause();
            permit.onError(
                    took, thrown instanceof CompletionException && cause != null ? cause : thrown);
            return;
        }
        boolean failed;
        try {
            failed = isFailedResult(result);
        } catch (RuntimeException e) {
            permit.onError(took, e);
            throw e;
        }
        ended(permit, took, failed);
    }

    private static void ended(Permit permit, long took, boolean failed) {
        if (failed) {
            permit.onFailure(took);
        } else {
            permit.onSuccess(took);
        }
    }

    private boolean isFailedResult(@Nullable Object result) {
        var failed = settings.failedResult();
        return failed != null && failed.test(result);
    }

    private static VarHandle eraHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(CircuitBreaker.class, "era", Era.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
