package io.trunkline.ets.internal.store;

/// Keys for tests: whole numbers and anything with `equals` and `hashCode`. Whole numbers have
/// prints of their own; what is comparable, and of one class, has an order.
public class TestKeys implements Keys {
    private static final long NUMBER_BITS = -1L >>> 1;

    private final long seed;

    public TestKeys(long seed) {
        this.seed = seed;
    }

    /// All keys have one print.
    public static TestKeys constant(long print) {
        return new TestKeys(0) {
            @Override
            public long print(Object key) {
                return print;
            }
        };
    }

    /// No two keys have an order.
    public static TestKeys unordered(long print) {
        return new TestKeys(0) {
            @Override
            public long print(Object key) {
                return print;
            }

            @Override
            public int compareTies(Object a, Object b) {
                return 0;
            }
        };
    }

    @Override
    public long print(Object key) {
        if (key instanceof Integer || key instanceof Long) {
            long value = ((Number) key).longValue();
            if (value << 1 >> 1 == value) {
                return mixNumber(value) << 1 | 1;
            }
        }
        return mix(key.hashCode() ^ seed) & ~1L;
    }

    @Override
    public boolean same(Object a, Object b) {
        return a.equals(b);
    }

    @Override
    public int compareTies(Object a, Object b) {
        return compare(a, b);
    }

    @Override
    @SuppressWarnings("unchecked")
    public int compare(Object a, Object b) {
        if (a.getClass() == b.getClass() && a instanceof Comparable<?> c) {
            return ((Comparable<Object>) c).compareTo(b);
        }
        return a.getClass().getName().compareTo(b.getClass().getName());
    }

    @Override
    public long prefix(Object key) {
        return key instanceof Integer || key instanceof Long ? ((Number) key).longValue() : 0;
    }

    /// A permutation of the numbers of 63 bits.
    private long mixNumber(long value) {
        long z = (value ^ seed) & NUMBER_BITS;
        z = (z ^ z >>> 31) * 0xbf58476d1ce4e5b9L & NUMBER_BITS;
        z = (z ^ z >>> 29) * 0x94d049bb133111ebL & NUMBER_BITS;
        return z ^ z >>> 32;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
