package io.trunkline.ets.internal.key;

import io.trunkline.ets.Bound;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.NotATerm;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.store.Keys;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Keys that are terms: told apart by `=:=` in tables without order, by `==` in those with one. For
/// `Integer`, `Long` and `String` keys nothing here allocates.
public final class TermKeys implements Keys {
    private static final int FOLD = 32;
    private static final long PRINTED = -1L >>> 1;
    private static final long SECOND_MULTIPLIER = 0x2545F4914F6CDD1DL;

    private final long addend;
    private final long multiplier;

    /// Keys with random prints.
    public TermKeys() {
        this(new SplittableRandom());
    }

    /// Keys with prints that can be had again.
    public TermKeys(long seed) {
        this(new SplittableRandom(seed));
    }

    private TermKeys(SplittableRandom random) {
        this.addend = random.nextLong();
        this.multiplier = random.nextLong() | 1;
    }

    /// Refuses what cannot be a key in a table.
    ///
    /// @return the key
    /// @throws NotATerm for null, what can change, and the ends of ranges; also within the key
    public static Object check(@Nullable Object key) {
        if (key instanceof String || key instanceof Integer || key instanceof Long) {
            return key;
        }
        Object checked = Terms.requireImmutable(key);
        refuseBounds(checked);
        return checked;
    }

    @Override
    public long print(Object key) {
        if (key instanceof Integer i) {
            return own(i);
        }
        if (key instanceof Long l) {
            return ofLong(l);
        }
        if (key instanceof String s) {
            return shared(s.hashCode());
        }
        if (key instanceof Short || key instanceof Byte) {
            return own(((Number) key).longValue());
        }
        if (key instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return ofLong(big.longValue());
        }
        return shared(Terms.hash(key));
    }

    @Override
    public boolean same(Object a, Object b) {
        return Terms.same(a, b);
    }

    @Override
    public int compareTies(Object a, Object b) {
        return Terms.compareExact(a, b);
    }

    @Override
    public int compare(Object a, Object b) {
        return Terms.compare(a, b);
    }

    @Override
    public long prefix(Object key) {
        return Prefix.of(key);
    }

    /// Of texts: bytes; of tuples of one arity: elements. Others have none.
    @Override
    public int commonPrefix(Object a, Object b) {
        return Prefix.common(a, b);
    }

    @Override
    public long prefix(Object key, int skip) {
        return Prefix.of(key, skip);
    }

    @Override
    public boolean isWhole(Object key, long prefix) {
        return Prefix.isWhole(key, prefix);
    }

    private long ofLong(long value) {
        // Of the two uppermost bits one must be spare: the sign survives the loss of the other.
        return (value << 1) >> 1 == value ? own(value) : shared(Long.hashCode(value));
    }

    private long own(long value) {
        return (mix(value) << 1) | 1;
    }

    private long shared(int hash) {
        return mix(hash) << 1;
    }

    /// A bijection of the lower 63 bits; see the package's description.
    private long mix(long value) {
        long x = ((value + addend) * multiplier) & PRINTED;
        x ^= x >>> FOLD;
        x = (x * SECOND_MULTIPLIER) & PRINTED;
        return x ^ (x >>> FOLD);
    }

    private static void refuseBounds(Object key) {
        switch (key) {
            case Bound bound ->
                    throw new NotATerm("key must be a term, not the end of a range: key=" + bound);
            case Tuple tuple -> {
                for (int i = 1; i <= tuple.arity(); i++) {
                    refuseBounds(tuple.get(i));
                }
            }
            case List<?> list -> list.forEach(TermKeys::refuseBounds);
            case ImproperList list -> {
                list.elements().forEach(TermKeys::refuseBounds);
                refuseBounds(list.tail());
            }
            case Map<?, ?> map ->
                    map.forEach((k, v) -> {
                        refuseBounds(k);
                        refuseBounds(v);
                    });
            default -> {}
        }
    }
}
