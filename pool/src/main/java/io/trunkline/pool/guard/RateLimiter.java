package io.trunkline.pool.guard;

import io.trunkline.engine.Node;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;

/// Bounds how often calls begin.
///
/// ```java
/// RateLimiter limiter = RateLimiter.of(RateLimit.bursty(100, ofSeconds(1)));
/// limiter.call(() -> client.send(request));     // RateExceeded when the rate is used up
/// ```
///
/// In any span of time `t` at most `burst + t / (per / permits)` permits become due, whichever
/// threads ask. With [RateLimit#maxWait()] a call takes its permit in advance and waits for its
/// time, first come first served; one that is interrupted then has used it up.
///
/// Lock-free but for that wait; a permit allocates nothing.
public final class RateLimiter implements Guard {
    private final Permits permits;
    private final TokenClock tokens = new TokenClock();

    private RateLimiter(Permits permits) {
        this.permits = permits;
    }

    /// Makes a limiter with all its permits.
    public static RateLimiter of(RateLimit limit) {
        return new RateLimiter(new Permits(limit, GuardTime.SYSTEM));
    }

    /// Makes a limiter that follows a node's time; who waits for a permit waits as a process.
    public static RateLimiter of(RateLimit limit, Node node) {
        return new RateLimiter(new Permits(limit, GuardTime.of(node)));
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        acquire();
        return work.call();
    }

    /// Takes a permit if there is one now. Never waits.
    public boolean tryAcquire() {
        return permits.takeNow(tokens) == 0;
    }

    /// Takes a permit, waiting for it for up to [RateLimit#maxWait()].
    ///
    /// @throws RateExceeded if it would be longer; then it has not waited
    /// @throws GuardInterrupted if it was interrupted while it waited
    public void acquire() {
        permits.take(tokens);
    }

    /// How long it is until a permit can be taken; zero if one could be now.
    public Duration untilNext() {
        return Duration.ofNanos(permits.untilNext(tokens));
    }

    /// How many permits could be taken now without a wait.
    public int available() {
        return permits.available(tokens);
    }

    /// The counts of now.
    public RateSnapshot snapshot() {
        return permits.snapshot();
    }
}
