package io.trunkline.ets;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Integers and floats as terms: compared by exact value, never by rounding the integer.
final class Numbers {
    private static final double TWO_TO_63 = 0x1p63;

    private Numbers() {}

    static boolean isInteger(Object o) {
        return o instanceof Integer
                || o instanceof Long
                || o instanceof BigInteger
                || o instanceof Short
                || o instanceof Byte;
    }

    static boolean isFloat(Object o) {
        return o instanceof Double || o instanceof Float;
    }

    /// Whether it is an integer that fits a long.
    static boolean fitsLong(Object integer) {
        return !(integer instanceof BigInteger big) || big.bitLength() < Long.SIZE;
    }

    static boolean same(Number a, Number b) {
        boolean integer = isInteger(a);
        if (integer != isInteger(b)) {
            return false;
        }
        return integer
                ? compareIntegers(a, b) == 0
                : Double.doubleToLongBits(a.doubleValue())
                        == Double.doubleToLongBits(b.doubleValue());
    }

    /// By value; NaN is above all others.
    static int compare(Number a, Number b) {
        if (isInteger(a)) {
            return isInteger(b) ? compareIntegers(a, b) : compareMixed(a, b.doubleValue());
        }
        double x = a.doubleValue();
        if (isInteger(b)) {
            return -compareMixed(b, x);
        }
        double y = b.doubleValue();
        return x == y ? 0 : Double.compare(x, y);
    }

    /// By value, then integers before floats, then -0.0 before 0.0.
    static int compareExact(Number a, Number b) {
        int order = compare(a, b);
        if (order != 0) {
            return order;
        }
        boolean integer = isInteger(a);
        if (integer != isInteger(b)) {
            return integer ? -1 : 1;
        }
        return integer ? 0 : Double.compare(a.doubleValue(), b.doubleValue());
    }

    static int hash(Number n) {
        if (isFloat(n)) {
            return Double.hashCode(n.doubleValue());
        }
        return fitsLong(n) ? Long.hashCode(n.longValue()) : n.hashCode();
    }

    private static int compareIntegers(Number a, Number b) {
        return fitsLong(a) && fitsLong(b)
                ? Long.compare(a.longValue(), b.longValue())
                : big(a).compareTo(big(b));
    }

    private static BigInteger big(Number integer) {
        return integer instanceof BigInteger big ? big : BigInteger.valueOf(integer.longValue());
    }

    private static int compareMixed(Number integer, double d) {
        if (Double.isNaN(d) || d == Double.POSITIVE_INFINITY) {
            return -1;
        }
        if (d == Double.NEGATIVE_INFINITY) {
            return 1;
        }
        if (!fitsLong(integer)) {
            return new BigDecimal(big(integer)).compareTo(new BigDecimal(d));
        }
        if (d >= TWO_TO_63) {
            return -1;
        }
        if (d < -TWO_TO_63) {
            return 1;
        }
        long whole = (long) d;
        int order = Long.compare(integer.longValue(), whole);
        return order != 0 ? order : Double.compare(0.0, d - whole + 0.0);
    }
}
