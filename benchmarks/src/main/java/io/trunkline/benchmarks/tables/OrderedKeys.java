package io.trunkline.benchmarks.tables;

import io.trunkline.ets.internal.store.Keys;

/// The orders that are measured.
public enum OrderedKeys implements Keys {
    /// Integers.
    NUMBERS {
        @Override
        public int compare(Object a, Object b) {
            return Integer.compare((Integer) a, (Integer) b);
        }

        @Override
        public long prefix(Object key) {
            return (Integer) key;
        }

        @Override
        Object key(int number) {
            return number;
        }
    },

    /// Strings that begin alike, as keys of real tables do.
    STRINGS {
        @Override
        public int compare(Object a, Object b) {
            return ((String) a).compareTo((String) b);
        }

        @Override
        public long prefix(Object key) {
            return prefix(key, 0);
        }

        @Override
        public int commonPrefix(Object a, Object b) {
            return common((String) a, (String) b);
        }

        @Override
        public long prefix(Object key, int skip) {
            return eightFrom((String) key, skip);
        }

        @Override
        Object key(int number) {
            return "user:%07d".formatted(number);
        }
    },

    /// The same, if only the first eight chars are looked at.
    STRINGS_NO_SKIP {
        @Override
        public int compare(Object a, Object b) {
            return ((String) a).compareTo((String) b);
        }

        @Override
        public long prefix(Object key) {
            return eightFrom((String) key, 0);
        }

        @Override
        Object key(int number) {
            return STRINGS.key(number);
        }
    };

    @Override
    public long print(Object key) {
        throw new UnsupportedOperationException("print(" + key + ")");
    }

    @Override
    public boolean same(Object a, Object b) {
        return a.equals(b);
    }

    @Override
    public int compareTies(Object a, Object b) {
        return compare(a, b);
    }

    abstract Object key(int number);

    private static int common(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return i;
            }
        }
        return length;
    }

    /// Eight chars, all of them below 256 here, in the order of signed numbers.
    private static long eightFrom(String text, int skip) {
        long prefix = 0;
        int end = Math.min(text.length(), skip + Long.BYTES);
        for (int i = skip; i < end; i++) {
            prefix = prefix << 8 | text.charAt(i);
        }
        return (prefix << (skip + Long.BYTES - Math.max(end, skip)) * 8) ^ Long.MIN_VALUE;
    }
}
