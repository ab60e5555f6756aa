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
/// - Numbers: twice the whole part, and one more if there is a fraction, if that fits in a quarter
///   of the room's range to either side of zero; what lies beyond gets the other half of the range,
///   spaced like the bits of a double.
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

    /// The numbers of bytes up to which a text is whole in the code of a key, kind and all or not.
    private static final int WHOLE_TEXT = capacity(Long.SIZE - KIND_BITS);

    private Prefix() {}

    static long of(Object key) {
        return code(key, Long.SIZE) ^ Long.MIN_VALUE;
    }

    /// As [#of(Object)], of what comes after as much as [#common(Object, Object)] found.
    static long of(Object key, int skip) {
        if (skip == 0) {
            return of(key);
        }
        long code =
                switch (key) {
                    case String s -> text(s, skip, Long.SIZE);
                    case Atom atom -> text(atom.name(), skip, Long.SIZE);
                    case Boolean bool -> text(bool.toString(), skip, Long.SIZE);
                    case Binary binary -> bytes(binary, skip, Long.SIZE);
                    case Tuple tuple -> code(tuple.get(skip + 1), Long.SIZE);
                    default -> 0;
                };
        return code ^ Long.MIN_VALUE;
    }

    /// Whether no term but the key itself, and what is equal to it, has this prefix: of
    /// [#of(Object)], or of [#of(Object, int)] among terms that begin alike. Told of integers and
    /// texts.
    static boolean isWhole(Object key, long prefix) {
        return switch (key) {
            case Integer _ -> true;
            case Long l -> isNear(l, Long.SIZE - KIND_BITS);
            case String _ -> (prefix & ((1L << COUNT_BITS) - 1)) <= WHOLE_TEXT;
            default -> false;
        };
    }

    /// How much all terms from `a` to `b` have in common at their beginning: bytes of two texts, or
    /// elements but the last of two tuples.
    static int common(Object a, Object b) {
        if (a instanceof String s && b instanceof String t) {
            return commonBytes(s, t);
        }
        if (a instanceof Atom(String s) && b instanceof Atom(String t)) {
            return commonBytes(s, t);
        }
        return a instanceof Tuple s && b instanceof Tuple t && s.arity() == t.arity()
                ? commonElements(s, t)
                : 0;
    }

    private static int commonElements(Tuple a, Tuple b) {
        int common = 0;
        while (common < a.arity() - 1 && Terms.compare(a.get(common + 1), b.get(common + 1)) == 0) {
            common++;
        }
        return common;
    }

    private static int commonBytes(String a, String b) {
        int units = Math.min(a.length(), b.length());
        int bytes = 0;
        for (int i = 0; i < units; i++) {
            char c = a.charAt(i);
            // What is beyond the surrogates is rare enough to end here.
            if (c != b.charAt(i) || c >= Character.MIN_SURROGATE) {
                return bytes;
            }
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
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
            return kind(Kind.BINARY, room) | text(s, 0, room);
        }
        Kind kind = Terms.kind(term);
        long rest =
                switch (kind) {
                    case NUMBER -> number((Number) term, room);
                    case ATOM -> text(term instanceof Atom a ? a.name() : term.toString(), 0, room);
                    case PID -> integer(((Pid) term).number(), room);
                    case TUPLE -> tuple((Tuple) term, room);
                    case MAP -> Math.min(((Map<?, ?>) term).size(), (1L << Math.min(room, 31)) - 1);
                    case LIST -> head(term, room);
                    case BINARY -> bytes((Binary) term, 0, room);
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
        // Rounding to a double keeps the order, if not the difference.
        return isNear(value, room) ? middle(room) + 2 * value : real((double) value, room);
    }

    /// Whether twice the number fits in a quarter of the range.
    private static boolean isNear(long value, int room) {
        long far = far(room);
        return -far < value && value < far;
    }

    private static long real(double value, int room) {
        long quarter = 2 * far(room);
        long far = far(room);
        if (Double.isNaN(value)) {
            return 4 * quarter - 1;
        }
        if (-far < value && value < far) {
            double whole = Math.floor(value);
            return middle(room) + 2 * (long) whole + (whole < value ? 1 : 0);
        }
        // From here up to infinity are fewer than 2^10 exponents of 2^52 fractions each.
        long steps =
                Double.doubleToLongBits(Math.abs(value)) - Double.doubleToLongBits((double) far);
        long beyond = steps >> (Long.SIZE - room);
        return value < 0 ? quarter - beyond : 3 * quarter + beyond;
    }

    private static long middle(int room) {
        return 1L << (room - 1);
    }

    private static long far(int room) {
        return 1L << (room - 3);
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

    /// How many bytes of a text a room takes, besides their number.
    private static int capacity(int room) {
        return (room - COUNT_BITS) / Byte.SIZE;
    }

    /// Spelled out per code point, so that no bytes are allocated.
    ///
    /// @param skip a number of bytes that ends with a code point
    private static long text(String s, int skip, int room) {
        int capacity = capacity(room);
        long packed = 0;
        int count = -skip;
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

    private static long bytes(Binary binary, int skip, int room) {
        int capacity = capacity(room);
        long packed = 0;
        int count = 0;
        while (skip + count < binary.size() && count <= capacity) {
            packed = append(packed, binary.get(skip + count) & 0xFF, count, capacity);
            count++;
        }
        return counted(packed, count, capacity, room);
    }

    /// Bytes with a negative number are skipped, those beyond the capacity only counted.
    private static long append(long packed, int next, int count, int capacity) {
        return 0 <= count && count < capacity ? (packed << Byte.SIZE) | next : packed;
    }

    /// Puts the bytes at the upper end of the room, and how many there were at the lower.
    private static long counted(long packed, int count, int capacity, int room) {
        int missing = Math.max(0, capacity - count);
        return (packed << (Byte.SIZE * missing + room - Byte.SIZE * capacity))
                | Math.min(count, capacity + 1);
    }
}
