package io.trunkline.ets.internal.key;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Atom;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Kind;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// The order of terms in 64 bits: if the prefix of one is below that of another, so is the term.
///
/// A code of n bits is an unsigned number: the kind in the upper four bits, then what the kind
/// makes of the remaining *room*:
///
/// - Numbers: the whole part if it fits in a quarter of the room's range to either side of zero;
///   what lies beyond gets the other half of the range, spaced like the bits of a double.
/// - Atoms and binaries: as many leading UTF-8 bytes as fit, then their number, or a number above
///   if there are more. What is shorter is padded with zeros, so the number decides only between
///   those that are equal up to trailing zeros.
/// - Tuples: the arity in eight bits, then the code of the first element. Maps: the size. Lists:
///   the code of the first element.
///
/// Ties lose nothing but time. Only the first element of a tuple is looked at since equal codes do
/// not mean equal elements.
final class Prefix {
    private static final int KIND_BITS = 4;
    private static final int ARITY_BITS = 8;
    private static final int COUNT_BITS = 4;
    private static final long MAX_ARITY = (1L << ARITY_BITS) - 1;

    private Prefix() {}

    static long of(Object key) {
        return code(key, Long.SIZE) ^ Long.MIN_VALUE;
    }

    private static long code(Object term, int bits) {
        int room = bits - KIND_BITS;
        if (term instanceof Integer i) {
            return kind(Kind.NUMBER, room) | integer(i, room);
        }
        if (term instanceof Long l) {
            return kind(Kind.NUMBER, room) | integer(l, room);
        }
        if (term instanceof String s) {
            return kind(Kind.BINARY, room) | text(s, room);
        }
        Kind kind = Terms.kind(term);
        long rest =
                switch (kind) {
                    case NUMBER -> number((Number) term, room);
                    case ATOM -> text(term instanceof Atom a ? a.name() : term.toString(), room);
                    case PID -> integer(((Pid) term).number(), room);
                    case TUPLE -> tuple((Tuple) term, room);
                    case MAP -> Math.min(((Map<?, ?>) term).size(), (1L << Math.min(room, 31)) - 1);
                    case LIST -> head(term, room);
                    case BINARY -> bytes((Binary) term, room);
                    case NIL, REFERENCE, OTHER, LOWEST, HIGHEST -> 0;
                };
        return kind(kind, room) | rest;
    }

    private static long kind(Kind kind, int room) {
        return rank(kind) << room;
    }

    /// The order of the constants is the order of kinds; that is what they are for.
    @SuppressWarnings("EnumOrdinal")
    private static long rank(Kind kind) {
        return kind.ordinal();
    }

    private static long number(Number n, int room) {
        if (Terms.isFloat(n)) {
            return real(n.doubleValue(), room);
        }
        return n instanceof BigInteger big && big.bitLength() >= Long.SIZE
                ? real(big.doubleValue(), room)
                : integer(n.longValue(), room);
    }

    private static long integer(long value, int room) {
        long quarter = 1L << (room - 2);
        // Rounding to a double keeps the order, if not the difference.
        return -quarter < value && value < quarter
                ? 2 * quarter + value
                : real((double) value, room);
    }

    private static long real(double value, int room) {
        long quarter = 1L << (room - 2);
        if (Double.isNaN(value)) {
            return 4 * quarter - 1;
        }
        if (-quarter < value && value < quarter) {
            return 2 * quarter + (long) Math.floor(value);
        }
        // From here up to infinity are fewer than 2^10 exponents of 2^52 fractions each.
        long steps =
                Double.doubleToLongBits(Math.abs(value))
                        - Double.doubleToLongBits((double) quarter);
        long beyond = steps >> (Long.SIZE - room);
        return value < 0 ? quarter - beyond : 3 * quarter + beyond;
    }

    private static long tuple(Tuple tuple, int room) {
        int arity = tuple.arity();
        int left = room - ARITY_BITS;
        if (arity == 0 || arity >= MAX_ARITY || left <= KIND_BITS + COUNT_BITS) {
            return Math.min(arity, MAX_ARITY) << left;
        }
        return ((long) arity << left) | code(tuple.get(1), left);
    }

    private static long head(Object list, int room) {
        if (room <= KIND_BITS + COUNT_BITS + ARITY_BITS) {
            return 0;
        }
        return code(
                list instanceof ImproperList improper
                        ? improper.elements().getFirst()
                        : ((List<?>) list).getFirst(),
                room);
    }

    /// Spelled out per code point, so that no bytes are allocated.
    private static long text(String s, int room) {
        int capacity = (room - COUNT_BITS) / Byte.SIZE;
        long packed = 0;
        int count = 0;
        for (int i = 0; i < s.length() && count <= capacity; i++) {
            char c = s.charAt(i);
            if (c < 0x80) {
                packed = append(packed, c, count++, capacity);
                continue;
            }
            int codePoint = s.codePointAt(i);
            i += Character.charCount(codePoint) - 1;
            int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
            int lead = ((0xF80 >> more) & 0xFF) | (codePoint >> (6 * more));
            packed = append(packed, lead, count++, capacity);
            for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
                packed = append(packed, 0x80 | ((codePoint >> shift) & 0x3F), count++, capacity);
            }
        }
        return counted(packed, count, capacity, room);
    }

    private static long bytes(Binary binary, int room) {
        int capacity = (room - COUNT_BITS) / Byte.SIZE;
        long packed = 0;
        int count = 0;
        while (count < binary.size() && count <= capacity) {
            packed = append(packed, binary.get(count) & 0xFF, count, capacity);
            count++;
        }
        return counted(packed, count, capacity, room);
    }

    private static long append(long packed, int next, int count, int capacity) {
        return count < capacity ? (packed << Byte.SIZE) | next : packed;
    }

    /// Puts the bytes at the upper end of the room, and how many there were at the lower.
    private static long counted(long packed, int count, int capacity, int room) {
        int missing = Math.max(0, capacity - count);
        return (packed << (Byte.SIZE * missing + room - Byte.SIZE * capacity))
                | Math.min(count, capacity + 1);
    }
}
