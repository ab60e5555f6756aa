package io.trunkline.ets.internal.match;

import io.trunkline.ets.Binary;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Strings and other bytes as Erlang measures and cuts them. Each function gives [Node#FAILED] for
/// what is neither.
final class Binaries {
    private Binaries() {}

    static Object byteSize(Object value) {
        Binary binary = of(value);
        return binary == null ? Node.FAILED : (Object) (long) binary.size();
    }

    static Object bitSize(Object value) {
        Binary binary = of(value);
        return binary == null ? Node.FAILED : (Object) ((long) binary.size() * Byte.SIZE);
    }

    static Object part(Object value, Object part) {
        return part instanceof Tuple tuple && tuple.arity() == 2
                ? part(value, tuple.get(1), tuple.get(2))
                : Node.FAILED;
    }

    static Object part(Object value, Object start, Object length) {
        Binary binary = of(value);
        if (binary == null || !isInt(start) || !isInt(length)) {
            return Node.FAILED;
        }
        long from = ((Number) start).longValue();
        long to = from + ((Number) length).longValue();
        if (to < from) {
            long end = from;
            from = to;
            to = end;
        }
        if (from < 0 || to > binary.size()) {
            return Node.FAILED;
        }
        Binary cut = Binary.of(Arrays.copyOfRange(binary.toByteArray(), (int) from, (int) to));
        String text = cut.text();
        return text == null ? cut : text;
    }

    static @Nullable Binary of(Object value) {
        return switch (value) {
            case String text -> Binary.utf8(text);
            case Binary binary -> binary;
            default -> null;
        };
    }

    /// Greater ones are beyond the end of any binary.
    private static boolean isInt(Object value) {
        return Terms.isInteger(value)
                && Terms.compare(value, Integer.MIN_VALUE) >= 0
                && Terms.compare(value, Integer.MAX_VALUE) <= 0;
    }
}
