package io.trunkline.pool.breaker;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Calls to one server through a [CircuitBreaker].
///
/// A call that is not answered in time, or whose server dies or refuses it, counts as a failure;
/// one whose caller was interrupted, killed, or called itself, does not count. Half-open, one call
/// (or as many as [BreakerBuilder#probes(int)]) is sent, and no other reaches the server.
public final class GuardedServer {
    private final CircuitBreaker breaker;
    private final Object target;
    private final Supplier<Optional<Pid>> process;

    private GuardedServer(CircuitBreaker breaker, Object target, Supplier<Optional<Pid>> process) {
        this.breaker = breaker;
        this.target = target;
        this.process = process;
    }

    static GuardedServer of(CircuitBreaker breaker, Pid process) {
        var known = Optional.of(process);
        return new GuardedServer(breaker, process, () -> known);
    }

    static GuardedServer of(CircuitBreaker breaker, Node node, String name) {
        return new GuardedServer(breaker, name, () -> node.whereis(name));
    }

    /// The breaker.
    public CircuitBreaker breaker() {
        return breaker;
    }

    /// Calls with the default timeout of 5 s.
    public <R> R call(Call<R> request) {
        return call(request, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// Sends a request and waits for its reply; see [Pid#call(Call, Duration)].
    ///
    /// @throws CircuitOpenException if the circuit refuses it
    public <R> R call(Call<R> request, Duration timeout) {
        return breaker.<R, RuntimeException>call(
                () -> find(request, timeout).call(request, timeout));
    }

    /// Asks with the default timeout of 5 s.
    public <R> CompletableFuture<R> ask(Call<R> request) {
        return ask(request, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// Sends a request for callers that may not block; see [Pid#ask(Call, Duration)]. A refusal is
    /// in the future. Cancelling it abandons the request, and does not count.
    public <R> CompletableFuture<R> ask(Call<R> request, Duration timeout) {
        return breaker.callAsync(() -> find(request, timeout).ask(request, timeout));
    }

    private Pid find(Call<?> request, Duration timeout) {
        return process.get().orElseThrow(() -> new CallFailed.NoProcess(request, target, timeout));
    }
}
