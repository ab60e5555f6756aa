package io.trunkline.examples.gateway;

import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/// Limits how often each client may come: every client has a bucket that holds up to `burst` tokens
/// and gains `perSecond` of them.
///
/// A bucket is one number, the moment at which it will be full again (the *generic cell rate
/// algorithm*), so it needs no timer and counts no fractions. It lives in a table and not in the
/// client's session: a session that crashes gives its client no fresh burst. A client without a row
/// has a full bucket, so a row goes once it has been left alone for as long as filling takes.
///
/// Time comes from the caller. Thread-safe, and never waits.
final class RateLimiter {
    private final Table<TokenBucket> buckets;
    private final ConcurrentMap<String, TokenBucket> byClient;
    private final long nanosPerToken;
    private final long nanosOfOthers;

    RateLimiter(Table<TokenBucket> buckets, RateLimit limit) {
        this.buckets = buckets;
        byClient = buckets.asMap();
        nanosPerToken = nanosPerToken(limit);
        nanosOfOthers = Math.multiplyExact(nanosPerToken, limit.burst() - 1L);
    }

    /// The table that it works on.
    static TableSpec<TokenBucket> table(RateLimit limit) {
        long filling = Math.multiplyExact(nanosPerToken(limit), (long) limit.burst());
        return TableSpec.set(TokenBucket.class, TokenBucket::client)
                .timeToLive(Duration.ofNanos(filling))
                .lookup(MethodHandles.lookup());
    }

    /// At least one, as time has no smaller steps.
    private static long nanosPerToken(RateLimit limit) {
        return Math.max(1, Math.round(1e9 / limit.perSecond()));
    }

    /// Takes a token of a client's if there is one. A refusal writes nothing.
    ///
    /// @param now the present, by a clock like [System#nanoTime()]
    /// @return 0 if a token was taken, else how many nanoseconds until there is one
    long take(String client, long now) {
        while (true) {
            TokenBucket before = buckets.get(client);
            long fullAt = before == null || before.fullAt() - now < 0 ? now : before.fullAt();
            long wait = fullAt - now - nanosOfOthers;
            if (wait > 0) {
                return wait;
            }
            var after = new TokenBucket(client, fullAt + nanosPerToken);
            boolean taken =
                    before == null
                            ? buckets.insertNew(after)
                            : byClient.replace(client, before, after);
            if (taken) {
                return 0;
            }
        }
    }
}
