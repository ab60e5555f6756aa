package io.trunkline.ets;

import io.trunkline.engine.Alias;
import io.trunkline.engine.Pid;
import io.trunkline.engine.TimerRef;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// How Erlang tells values apart and orders them, for values of Java; [Kind] says which is what.
///
/// There are two ways to be equal. [#same(Object, Object)] (`=:=`) keeps integers and floats apart,
/// but not the sizes of integers: `Integer` 1 and `Long` 1 are the same, 1 and 1.0 are not, nor are
/// 0.0 and -0.0. [#compare(Object, Object)] (`==`, `<`) goes by value: 1, 1.0 and `Long` 1 are
/// equal. NaN, which Erlang does not have, is the same as itself and the last of the numbers.
///
/// Values of other kinds are the same if they are `equals`. They sort by class name, then by their
/// own order if they are `Comparable`, then by hash code and text; two that differ in none of these
/// compare as equal though they are not the same. They must be immutable.
///
/// Stateless; any thread.
public final class Terms {
    private static final Comparator<Object> ORDER = Terms::compare;

    private Terms() {}

    /// Whether they are one term: `=:=`. Null is no term, but the same as itself.
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof String s && b instanceof String t) {
            return s.equals(t);
        }
        if (a instanceof Integer i && b instanceof Integer j) {
            return i.intValue() == j.intValue();
        }
        if (a instanceof Long i && b instanceof Long j) {
            return i.longValue() == j.longValue();
        }
        Kind kind = kind(a);
        if (kind != kind(b)) {
            return false;
        }
        return switch (kind) {
            case NUMBER -> Numbers.same((Number) a, (Number) b);
            case TUPLE -> sameTuples((Tuple) a, (Tuple) b);
            case MAP -> TermMap.of((Map<?, ?>) a).sameAs(TermMap.of((Map<?, ?>) b));
            case NIL -> true;
            case LIST -> sameLists(a, b);
            case BINARY -> compareBinaries(a, b) == 0;
            case ATOM, REFERENCE, PID, OTHER, LOWEST, HIGHEST -> a.equals(b);
        };
    }

    /// The order of terms, in which integers and floats of one value are equal.
    public static int compare(Object a, Object b) {
        return compare(a, b, false);
    }

    /// An order in which only the [#same(Object, Object)] are equal, but for values of [Kind#OTHER]
    /// that have no order: that of terms, with an integer before the float of its value and -0.0
    /// before 0.0, wherever in the term they are. Keys of maps sort like this.
    public static int compareExact(Object a, Object b) {
        return compare(a, b, true);
    }

    /// [#compare(Object, Object)] as a comparator.
    public static Comparator<Object> order() {
        return ORDER;
    }

    /// A hash code: equal for those that are the [#same(Object, Object)].
    public static int hash(@Nullable Object term) {
        if (term instanceof String s) {
            return s.hashCode();
        }
        if (term == null) {
            return 0;
        }
        return switch (kind(term)) {
            case NUMBER -> Numbers.hash((Number) term);
            case LIST -> hashList(term);
            case NIL -> 1;
            case MAP -> TermMap.of((Map<?, ?>) term).termHash();
            case ATOM, REFERENCE, PID, TUPLE, BINARY, OTHER, LOWEST, HIGHEST -> term.hashCode();
        };
    }

    /// What kind of term a value is; says nothing of what it holds.
    public static Kind kind(Object term) {
        if (term instanceof Integer || term instanceof Long || term instanceof Double) {
            return Kind.NUMBER;
        }
        if (term instanceof String) {
            return Kind.BINARY;
        }
        if (term instanceof Atom || term instanceof Boolean) {
            return Kind.ATOM;
        }
        if (term instanceof Tuple) {
            return Kind.TUPLE;
        }
        if (term instanceof BigInteger
                || term instanceof Short
                || term instanceof Byte
                || term instanceof Float) {
            return Kind.NUMBER;
        }
        if (term instanceof List<?> list) {
            return list.isEmpty() ? Kind.NIL : Kind.LIST;
        }
        if (term instanceof Binary) {
            return Kind.BINARY;
        }
        if (term instanceof Map) {
            return Kind.MAP;
        }
        if (term instanceof ImproperList) {
            return Kind.LIST;
        }
        if (term instanceof Pid) {
            return Kind.PID;
        }
        if (term instanceof Alias || term instanceof TimerRef) {
            return Kind.REFERENCE;
        }
        if (term instanceof Bound bound) {
            return bound == Bound.LOWEST ? Kind.LOWEST : Kind.HIGHEST;
        }
        return Kind.OTHER;
    }

    /// Whether it is an integer, of any size.
    public static boolean isInteger(Object term) {
        return Numbers.isInteger(term);
    }

    /// Whether it is a float.
    public static boolean isFloat(Object term) {
        return Numbers.isFloat(term);
    }

    /// The value itself if it cannot change; otherwise a copy whose lists and maps, down to the
    /// innermost, cannot. Maps are always copied once, into ones that know their keys by
    /// [#same(Object, Object)].
    ///
    /// @throws NotATerm for null, arrays and collections that are no lists, also within it
    public static Object immutable(@Nullable Object value) {
        return Immutability.copyOf(value);
    }

    /// Returns the value if it cannot change.
    ///
    /// @throws NotATerm for null, arrays, and lists and other collections that can be changed or
    ///   can be seen changing, also within it
    public static Object requireImmutable(@Nullable Object value) {
        return Immutability.require(value);
    }

    /// How Erlang would print it, as near as may be.
    public static String toString(@Nullable Object term) {
        return TermText.of(term);
    }

    static int compare(Object a, Object b, boolean exact) {
        if (a == b) {
            return 0;
        }
        if (a instanceof Integer i && b instanceof Integer j) {
            return Integer.compare(i, j);
        }
        if (a instanceof Long i && b instanceof Long j) {
            return Long.compare(i, j);
        }
        if (a instanceof String s && b instanceof String t) {
            return Utf8.compare(s, t);
        }
        Kind kind = kind(a);
        Kind other = kind(b);
        if (kind != other) {
            return kind.compareTo(other);
        }
        return switch (kind) {
            case NUMBER ->
                    exact
                            ? Numbers.compareExact((Number) a, (Number) b)
                            : Numbers.compare((Number) a, (Number) b);
            case ATOM -> Utf8.compare(atomName(a), atomName(b));
            case TUPLE -> compareTuples((Tuple) a, (Tuple) b, exact);
            case MAP -> TermMap.of((Map<?, ?>) a).compareTo(TermMap.of((Map<?, ?>) b), exact);
            case LIST -> compareLists(a, b, exact);
            case BINARY -> compareBinaries(a, b);
            case PID -> comparePids((Pid) a, (Pid) b);
            case NIL, LOWEST, HIGHEST -> 0;
            case REFERENCE, OTHER -> Foreign.compare(a, b);
        };
    }

    /// Adds an element to a hash code, step by step a bijection. The 31 of Java's lists would give
    /// all pairs of numbers below 1,000 no more than 32,000 codes.
    static int mix(int hash, int element) {
        int sum = (hash + element) * 0x9E3779B1;
        return sum ^ (sum >>> 15);
    }

    /// The name of an atom, which a Boolean is too.
    static String atomName(Object atom) {
        return atom instanceof Atom a ? a.name() : atom.toString();
    }

    private static boolean sameTuples(Tuple a, Tuple b) {
        int arity = a.arity();
        if (arity != b.arity()) {
            return false;
        }
        for (int i = 1; i <= arity; i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static int compareTuples(Tuple a, Tuple b, boolean exact) {
        int arity = a.arity();
        if (arity != b.arity()) {
            return Integer.compare(arity, b.arity());
        }
        for (int i = 1; i <= arity; i++) {
            int order = compare(a.get(i), b.get(i), exact);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static boolean sameLists(Object a, Object b) {
        Iterator<?> left = elements(a).iterator();
        Iterator<?> right = elements(b).iterator();
        while (left.hasNext() && right.hasNext()) {
            if (!same(left.next(), right.next())) {
                return false;
            }
        }
        return left.hasNext() == right.hasNext() && same(tail(a), tail(b));
    }

    /// Element by element; what is left of the shorter is a term too, compared with what is left of
    /// the longer.
    private static int compareLists(Object a, Object b, boolean exact) {
        Iterator<?> left = elements(a).iterator();
        Iterator<?> right = elements(b).iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next(), exact);
            if (order != 0) {
                return order;
            }
        }
        if (left.hasNext()) {
            return Kind.LIST.compareTo(kind(tail(b)));
        }
        if (right.hasNext()) {
            return kind(tail(a)).compareTo(Kind.LIST);
        }
        return compare(tail(a), tail(b), exact);
    }

    private static List<?> elements(Object list) {
        return list instanceof ImproperList improper ? improper.elements() : (List<?>) list;
    }

    private static Object tail(Object list) {
        return list instanceof ImproperList improper ? improper.tail() : List.of();
    }

    private static int hashList(Object list) {
        int hash = 1;
        for (Object element : elements(list)) {
            hash = mix(hash, hash(element));
        }
        return list instanceof ImproperList improper ? mix(hash, ~hash(improper.tail())) : hash;
    }

    private static int compareBinaries(Object a, Object b) {
        if (a instanceof String s) {
            return b instanceof String t
                    ? Utf8.compare(s, t)
                    : Utf8.compare(s, ((Binary) b).bytes());
        }
        byte[] bytes = ((Binary) a).bytes();
        return b instanceof String t
                ? -Utf8.compare(t, bytes)
                : Arrays.compareUnsigned(bytes, ((Binary) b).bytes());
    }

    private static int comparePids(Pid a, Pid b) {
        int order = Long.compare(a.number(), b.number());
        if (order == 0) {
            order = Utf8.compare(a.nodeName(), b.nodeName());
        }
        return order != 0 || a.equals(b) ? order : Foreign.compare(a, b);
    }
}
