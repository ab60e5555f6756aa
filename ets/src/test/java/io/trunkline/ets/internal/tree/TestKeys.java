package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Keys;

/// Orders of keys for tests.
enum TestKeys implements Keys {
    /// Numbers of any class by their value: 1 and 1.0 are one key.
    NUMBERS {
        @Override
        public int compare(Object a, Object b) {
            return Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue());
        }

        @Override
        public long prefix(Object key) {
            double value = ((Number) key).doubleValue();
            long whole = (long) Math.floor(value);
            return 2 * whole + (whole < value ? 1 : 0);
        }

        @Override
        public boolean isWhole(Object key, long prefix) {
            return key instanceof Integer;
        }
    },

    /// Numbers whose prefixes tell next to nothing.
    COARSE_NUMBERS {
        @Override
        public int compare(Object a, Object b) {
            return NUMBERS.compare(a, b);
        }

        @Override
        public long prefix(Object key) {
            return NUMBERS.prefix(key) >> 6;
        }
    },

    /// Strings by their chars, of which a prefix holds two, and which may begin alike.
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
            String left = (String) a;
            String right = (String) b;
            int common = 0;
            while (common < left.length()
                    && common < right.length()
                    && left.charAt(common) == right.charAt(common)) {
                common++;
            }
            return common;
        }

        @Override
        public long prefix(Object key, int skip) {
            String text = (String) key;
            long prefix = 0;
            for (int i = skip; i < skip + 2; i++) {
                prefix = prefix << 16 | (i < text.length() ? text.charAt(i) : 0);
            }
            return prefix;
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

    /// The key for a number, such that the order of the keys is that of the numbers.
    Object key(int number) {
        return this == STRINGS ? "key:%09d".formatted(number) : (Object) number;
    }
}
