package io.trunkline.ets.internal.match;

import io.trunkline.ets.Terms;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Erlang's arithmetic: integers without limit, floats without infinities. Integers come out as
/// `Long` where they fit and as `BigInteger` otherwise. What cannot be computed is [Node#FAILED].
final class Arithmetic {
    /// Longer integers than this are refused, as Erlang refuses them at a limit of its own.
    private static final int MAX_BITS = 1 << 26;

    private Arithmetic() {}

    static Object add(Object a, Object b) {
        if (isLong(a) && isLong(b)) {
            long x = ((Number) a).longValue();
            long y = ((Number) b).longValue();
            long sum = x + y;
            return ((x ^ sum) & (y ^ sum)) < 0 ? (Object) big(a).add(big(b)) : (Object) sum;
        }
        return areIntegers(a, b)
                ? integer(big(a).add(big(b)))
                : areNumbers(a, b) ? real(real(a) + real(b)) : Node.FAILED;
    }

    static Object subtract(Object a, Object b) {
        if (isLong(a) && isLong(b)) {
            long x = ((Number) a).longValue();
            long y = ((Number) b).longValue();
            long difference = x - y;
            return ((x ^ y) & (x ^ difference)) < 0
                    ? (Object) big(a).subtract(big(b))
                    : (Object) difference;
        }
        return areIntegers(a, b)
                ? integer(big(a).subtract(big(b)))
                : areNumbers(a, b) ? real(real(a) - real(b)) : Node.FAILED;
    }

    static Object multiply(Object a, Object b) {
        if (areIntegers(a, b)) {
            BigInteger x = big(a);
            BigInteger y = big(b);
            return x.bitLength() + y.bitLength() > MAX_BITS ? Node.FAILED : integer(x.multiply(y));
        }
        return areNumbers(a, b) ? real(real(a) * real(b)) : Node.FAILED;
    }

    static Object divide(Object a, Object b) {
        return areNumbers(a, b) && real(b) != 0
                ? real(finite(real(a)) / finite(real(b)))
                : Node.FAILED;
    }

    static Object div(Object a, Object b) {
        return areIntegers(a, b) && big(b).signum() != 0
                ? integer(big(a).divide(big(b)))
                : Node.FAILED;
    }

    static Object rem(Object a, Object b) {
        return areIntegers(a, b) && big(b).signum() != 0
                ? integer(big(a).remainder(big(b)))
                : Node.FAILED;
    }

    static Object band(Object a, Object b) {
        return areIntegers(a, b) ? integer(big(a).and(big(b))) : Node.FAILED;
    }

    static Object bor(Object a, Object b) {
        return areIntegers(a, b) ? integer(big(a).or(big(b))) : Node.FAILED;
    }

    static Object bxor(Object a, Object b) {
        return areIntegers(a, b) ? integer(big(a).xor(big(b))) : Node.FAILED;
    }

    static Object bnot(Object a) {
        return Terms.isInteger(a) ? integer(big(a).not()) : Node.FAILED;
    }

    static Object bsl(Object a, Object bits) {
        return areIntegers(a, bits) ? shifted(big(a), big(bits)) : Node.FAILED;
    }

    static Object bsr(Object a, Object bits) {
        return areIntegers(a, bits) ? shifted(big(a), big(bits).negate()) : Node.FAILED;
    }

    static Object plus(Object a) {
        return isNumber(a) ? a : Node.FAILED;
    }

    static Object negate(Object a) {
        if (Terms.isInteger(a)) {
            return integer(big(a).negate());
        }
        return isNumber(a) ? real(-real(a)) : Node.FAILED;
    }

    static Object abs(Object a) {
        if (Terms.isInteger(a)) {
            return integer(big(a).abs());
        }
        return isNumber(a) ? real(Math.abs(real(a))) : Node.FAILED;
    }

    static Object round(Object a) {
        return rounded(a, RoundingMode.HALF_UP);
    }

    static Object trunc(Object a) {
        return rounded(a, RoundingMode.DOWN);
    }

    static Object floor(Object a) {
        return rounded(a, RoundingMode.FLOOR);
    }

    static Object ceil(Object a) {
        return rounded(a, RoundingMode.CEILING);
    }

    static Object toFloat(Object a) {
        return isNumber(a) ? real(real(a)) : Node.FAILED;
    }

    static boolean isNumber(Object a) {
        return Terms.isInteger(a) || Terms.isFloat(a);
    }

    private static Object rounded(Object a, RoundingMode mode) {
        if (Terms.isInteger(a)) {
            return a;
        }
        return isNumber(a) && Double.isFinite(real(a))
                ? integer(new BigDecimal(real(a)).setScale(0, mode).toBigInteger())
                : Node.FAILED;
    }

    private static Object shifted(BigInteger a, BigInteger left) {
        if (left.bitLength() >= Integer.SIZE) {
            return left.signum() < 0
                    ? (Object) (a.signum() < 0 ? -1L : 0L)
                    : a.signum() == 0 ? (Object) 0L : Node.FAILED;
        }
        int by = left.intValue();
        return by > 0 && a.signum() != 0 && by > MAX_BITS - a.bitLength()
                ? Node.FAILED
                : integer(a.shiftLeft(by));
    }

    private static Object real(double value) {
        return Double.isFinite(value) ? (Object) value : Node.FAILED;
    }

    private static double real(Object number) {
        return ((Number) number).doubleValue();
    }

    /// An integer beyond the floats makes even a division by it fail.
    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : (Object) value;
    }

    private static boolean isLong(Object a) {
        return a instanceof Integer || a instanceof Long;
    }

    private static boolean areIntegers(Object a, Object b) {
        return Terms.isInteger(a) && Terms.isInteger(b);
    }

    private static boolean areNumbers(Object a, Object b) {
        return isNumber(a) && isNumber(b);
    }

    private static BigInteger big(Object integer) {
        return integer instanceof BigInteger big
                ? big
                : BigInteger.valueOf(((Number) integer).longValue());
    }
}
