package io.trunkline.pool.guard;

import io.trunkline.engine.Node;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// A rate limit for each key, in bounded memory.
///
/// ```java
/// var limiter = KeyedRateLimiter.<String>of(RateLimit.bursty(20, ofSeconds(1)), 100_000);
/// limiter.forKey(client).call(() -> serve(request));
/// ```
///
/// A key that has all its permits back is no different from a new one, and is forgotten when room
/// is needed. Keys beyond the bound share one set of permits as long as there is no room: a flood
/// of fresh keys takes neither memory nor the permits of those that are known.
///
/// @param <K> the keys, with `equals` and `hashCode`
public final class KeyedRateLimiter<K> {
    /// How many keys a new one looks at to find some to forget: more than one, so that the hand
    /// comes round before as many new keys have come.
    private static final int LOOKS = 4;

    private final int maxKeys;
    private final Permits permits;
    private final ConcurrentHashMap<K, TokenClock> clocks = new ConcurrentHashMap<>();
    private final TokenClock shared = new TokenClock();

    /// At least the keys in the map: raised before one is added, lowered after it was taken away.
    private final AtomicInteger keys = new AtomicInteger();

    private final ReentrantLock handLock = new ReentrantLock();

    /// Where the search for keys to forget goes on; guarded by its lock.
    private Iterator<Map.Entry<K, TokenClock>> hand = Collections.emptyIterator();

    private KeyedRateLimiter(int maxKeys, Permits permits) {
        if (maxKeys < 1) {
            throw new IllegalArgumentException("maxKeys must be >= 1: maxKeys=" + maxKeys);
        }
        this.maxKeys = maxKeys;
        this.permits = permits;
    }

    /// Makes a limiter for up to `maxKeys` keys.
    public static <K> KeyedRateLimiter<K> of(RateLimit limit, int maxKeys) {
        return new KeyedRateLimiter<>(maxKeys, new Permits(limit, GuardTime.SYSTEM));
    }

    /// Makes a limiter that follows a node's time.
    public static <K> KeyedRateLimiter<K> of(RateLimit limit, int maxKeys, Node node) {
        return new KeyedRateLimiter<>(maxKeys, new Permits(limit, GuardTime.of(node)));
    }

    /// The guard of one key: it keeps the key, not its permits.
    public Guard forKey(K key) {
        return new OfKey(Objects.requireNonNull(key, "key"));
    }

    /// Takes a permit of a key if there is one now. Never waits.
    public boolean tryAcquire(K key) {
        while (true) {
            TokenClock tokens = clockOf(key);
            long wait = permits.takeNow(tokens);
            if (wait != TokenClock.RETIRED) {
                return wait == 0;
            }
            forget(key, tokens);
        }
    }

    /// Takes a permit of a key; see [RateLimiter#acquire()].
    public void acquire(K key) {
        TokenClock tokens = clockOf(key);
        while (!permits.take(tokens)) {
            forget(key, tokens);
            tokens = clockOf(key);
        }
    }

    /// How many permits of a key could be taken now without a wait.
    public int available(K key) {
        TokenClock known = clocks.get(key);
        return permits.available(known != null ? known : shared);
    }

    /// How many keys are known.
    public int size() {
        return clocks.size();
    }

    /// The counts of now, of all keys.
    public RateSnapshot snapshot() {
        return permits.snapshot();
    }

    private TokenClock clockOf(K key) {
        TokenClock known = clocks.get(key);
        return known != null ? known : clockOfNew(key);
    }

    private TokenClock clockOfNew(K key) {
        forgetSome();
        if (keys.incrementAndGet() > maxKeys) {
            keys.decrementAndGet();
            return shared;
        }
        TokenClock made = new TokenClock();
        TokenClock other = clocks.putIfAbsent(key, made);
        if (other != null) {
            keys.decrementAndGet();
            return other;
        }
        return made;
    }

    /// Moves the hand on by a few keys. Who finds it held goes on: somebody moves it.
    private void forgetSome() {
        if (keys.get() < maxKeys / 2 || !handLock.tryLock()) {
            return;
        }
        try {
            if (!hand.hasNext()) {
                hand = clocks.entrySet().iterator();
            }
            long now = permits.now();
            for (int i = 0; i < LOOKS && hand.hasNext(); i++) {
                var entry = hand.next();
                if (entry.getValue().retire(now)) {
                    forget(entry.getKey(), entry.getValue());
                }
            }
        } finally {
            handLock.unlock();
        }
    }

    /// Takes a retired clock away. Who meets one does so too, and need not wait for who retired it.
    private void forget(K key, TokenClock retired) {
        if (clocks.remove(key, retired)) {
            keys.decrementAndGet();
        }
    }

    private final class OfKey implements Guard {
        private final K key;

        OfKey(K key) {
            this.key = key;
        }

        @Override
        public <T extends @Nullable Object, X extends Exception> T call(
                CallableOp<? extends T, ? extends X> work) throws X {
            acquire(key);
            return work.call();
        }
    }
}
