package io.trunkline.benchmarks.tables;

import io.trunkline.ets.internal.store.Keys;

/// The keys that are measured. Numbers have prints of their own.
public enum HashKeys implements Keys {
    INTEGERS {
        @Override
        public long print(Object key) {
            return ofNumber((Integer) key);
        }

        @Override
        Object key(int number) {
            return number;
        }
    },

    LONGS {
        @Override
        public long print(Object key) {
            return ofNumber((Long) key);
        }

        @Override
        Object key(int number) {
            return (long) number;
        }
    },

    STRINGS {
        @Override
        public long print(Object key) {
            long z = key.hashCode() * 0x9e3779b97f4a7c15L;
            return (z ^ z >>> 32) * 0xbf58476d1ce4e5b9L & ~1L;
        }

        @Override
        Object key(int number) {
            return "user:%07d".formatted(number);
        }
    };

    abstract Object key(int number);

    @Override
    public boolean same(Object a, Object b) {
        return a.equals(b);
    }

    @Override
    @SuppressWarnings("unchecked")
    public int compareTies(Object a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    @Override
    public int compare(Object a, Object b) {
        return compareTies(a, b);
    }

    @Override
    public long prefix(Object key) {
        return 0;
    }

    private static long ofNumber(long value) {
        long z = (value ^ value >>> 31) * 0xbf58476d1ce4e5b9L & -1L >>> 1;
        return (z ^ z >>> 32) << 1 | 1;
    }
}
