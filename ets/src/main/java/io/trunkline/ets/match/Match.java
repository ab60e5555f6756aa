package io.trunkline.ets.match;

import io.trunkline.ets.Atom;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/* Overview
 *
 * The vocabulary of match specifications, one short method per word: that it is long is the language's
 * doing. Everything becomes the term form at once; nothing here knows how it is run.
 */

/// The words of which match specifications are made, to be imported statically. Those that take an
/// `Object` take an [Expression] or a literal; a list or map may hold expressions among its values.
public final class Match {
    /// The whole row.
    public static final Expression $_ = new Expression(Symbols.ROW);

    /// The values of all variables in a list, by their numbers.
    public static final Expression $$ = new Expression(Symbols.BINDINGS);

    /// The variable 1.
    public static final Expression $1 = var(1);

    /// The variable 2.
    public static final Expression $2 = var(2);

    /// The variable 3.
    public static final Expression $3 = var(3);

    /// The variable 4.
    public static final Expression $4 = var(4);

    /// The variable 5.
    public static final Expression $5 = var(5);

    /// The variable 6.
    public static final Expression $6 = var(6);

    /// The variable 7.
    public static final Expression $7 = var(7);

    /// The variable 8.
    public static final Expression $8 = var(8);

    /// The variable 9.
    public static final Expression $9 = var(9);

    private Match() {}

    /// The variable of a number from 0 to 99,999,999. In a pattern it matches anything, the first
    /// time it occurs.
    public static Expression var(int number) {
        return new Expression(Symbols.variable(number));
    }

    /// Matches anything, in patterns.
    public static Pattern any() {
        return new Pattern(Symbols.ANY);
    }

    /// A tuple, or a record's components by their positions, in which each element must match. An
    /// element is a variable, [#any()], another pattern, a list or map of such, or a literal.
    ///
    /// @throws BadMatchSpec if an element is an expression other than a variable
    public static Pattern row(Object... elements) {
        Object[] terms = new Object[elements.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = patternTerm(elements[i]);
        }
        return new Pattern(Tuple.of(terms));
    }

    /// A list that begins with elements that match, and goes on with a rest that does.
    ///
    /// @throws BadMatchSpec if one of them is an expression other than a variable
    public static Pattern list(List<?> elements, Object rest) {
        return new Pattern(
                ImproperList.cons(
                        elements.stream().map(Match::patternTerm).toList(), patternTerm(rest)));
    }

    /// The value as it is, with nothing in it evaluated. Literals rarely need it: tuples and atoms
    /// that are handed over as such are taken for constants.
    public static Expression constant(Object value) {
        return new Expression(Tuple.of(Symbols.CONST, value));
    }

    /// A tuple of the values of expressions.
    public static Expression tupleOf(Object... elements) {
        Object[] terms = new Object[elements.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = term(elements[i]);
        }
        return new Expression(Tuple.of((Object) Tuple.of(terms)));
    }

    /// A list of the values of expressions.
    public static Expression listOf(Object... elements) {
        return new Expression(term(List.of(elements)));
    }

    /// Whether it is an atom; a boolean is one.
    public static Expression isAtom(Object value) {
        return call(Function.IS_ATOM, value);
    }

    /// Whether it is true or false.
    public static Expression isBoolean(Object value) {
        return call(Function.IS_BOOLEAN, value);
    }

    /// Whether it is a float.
    public static Expression isFloat(Object value) {
        return call(Function.IS_FLOAT, value);
    }

    /// Whether it is an integer of any size.
    public static Expression isInteger(Object value) {
        return call(Function.IS_INTEGER, value);
    }

    /// Whether it is an integer or a float.
    public static Expression isNumber(Object value) {
        return call(Function.IS_NUMBER, value);
    }

    /// Whether it is a list, proper or not.
    public static Expression isList(Object value) {
        return call(Function.IS_LIST, value);
    }

    /// Whether it is a tuple or a row.
    public static Expression isTuple(Object value) {
        return call(Function.IS_TUPLE, value);
    }

    /// Whether it is a map.
    public static Expression isMap(Object value) {
        return call(Function.IS_MAP, value);
    }

    /// Whether it is a string or other bytes.
    public static Expression isBinary(Object value) {
        return call(Function.IS_BINARY, value);
    }

    /// The same as [#isBinary(Object)]: there are no bits that make no byte.
    public static Expression isBitstring(Object value) {
        return call(Function.IS_BITSTRING, value);
    }

    /// Whether it is a pid.
    public static Expression isPid(Object value) {
        return call(Function.IS_PID, value);
    }

    /// Never true: Java has no ports.
    public static Expression isPort(Object value) {
        return call(Function.IS_PORT, value);
    }

    /// Whether it is a reference of the engine's.
    public static Expression isReference(Object value) {
        return call(Function.IS_REFERENCE, value);
    }

    /// Never true: nothing tells a function of Java from other objects.
    public static Expression isFunction(Object value) {
        return call(Function.IS_FUNCTION, value);
    }

    /// Whether it is a tuple of this size whose first element is this atom.
    public static Expression isRecord(Object value, Object tag, Object size) {
        return call(Function.IS_RECORD, value, tag, size);
    }

    /// Whether a map has a key.
    public static Expression isMapKey(Object key, Object map) {
        return call(Function.IS_MAP_KEY, key, map);
    }

    /// The other boolean.
    public static Expression not(Object value) {
        return call(Function.NOT, value);
    }

    /// Whether one of two booleans is true.
    public static Expression xor(Object a, Object b) {
        return call(Function.XOR, a, b);
    }

    /// Whether all are true; all must be booleans, and all are evaluated.
    public static Expression and(Object... values) {
        return call(Function.AND, values);
    }

    /// Whether one is true; all must be booleans, and all are evaluated.
    public static Expression or(Object... values) {
        return call(Function.OR, values);
    }

    /// Goes from left to right up to a false; the last is returned whatever it is.
    public static Expression andAlso(Object... values) {
        return call(Function.ANDALSO, values);
    }

    /// Goes from left to right up to a true; the last is returned whatever it is.
    public static Expression orElse(Object... values) {
        return call(Function.ORELSE, values);
    }

    /// The number without its sign.
    public static Expression abs(Object number) {
        return call(Function.ABS, number);
    }

    /// The element of a tuple or row at a position from 1.
    public static Expression element(Object position, Object tuple) {
        return call(Function.ELEMENT, position, tuple);
    }

    /// The first element of a list.
    public static Expression hd(Object list) {
        return call(Function.HD, list);
    }

    /// A list without its first element.
    public static Expression tl(Object list) {
        return call(Function.TL, list);
    }

    /// The length of a proper list.
    public static Expression length(Object list) {
        return call(Function.LENGTH, list);
    }

    /// The value of a key that the map must have.
    public static Expression mapGet(Object key, Object map) {
        return call(Function.MAP_GET, key, map);
    }

    /// How many keys a map has.
    public static Expression mapSize(Object map) {
        return call(Function.MAP_SIZE, map);
    }

    /// The size of a tuple, or of a string or other bytes in bytes.
    public static Expression size(Object value) {
        return call(Function.SIZE, value);
    }

    /// The size of a tuple or row.
    public static Expression tupleSize(Object tuple) {
        return call(Function.TUPLE_SIZE, tuple);
    }

    /// The size of a string, in UTF-8, or of other bytes.
    public static Expression byteSize(Object binary) {
        return call(Function.BYTE_SIZE, binary);
    }

    /// Eight times the size in bytes.
    public static Expression bitSize(Object binary) {
        return call(Function.BIT_SIZE, binary);
    }

    /// The bytes that a tuple of start and length names.
    public static Expression binaryPart(Object binary, Object part) {
        return call(Function.BINARY_PART_AT, binary, part);
    }

    /// The bytes from a start, counted from 0; a negative length is one backwards.
    public static Expression binaryPart(Object binary, Object start, Object length) {
        return call(Function.BINARY_PART, binary, start, length);
    }

    /// The name of the node of the calling process, as an atom.
    public static Expression node() {
        return call(Function.NODE_HERE);
    }

    /// The name of the node of a pid or reference, as an atom.
    public static Expression node(Object pid) {
        return call(Function.NODE_OF, pid);
    }

    /// The pid of the calling process.
    public static Expression self() {
        return call(Function.SELF);
    }

    /// The nearest integer; the one farther from zero of two.
    public static Expression round(Object number) {
        return call(Function.ROUND, number);
    }

    /// The integer without what follows the point.
    public static Expression trunc(Object number) {
        return call(Function.TRUNC, number);
    }

    /// The greatest integer that is not above it.
    public static Expression floor(Object number) {
        return call(Function.FLOOR, number);
    }

    /// The least integer that is not below it.
    public static Expression ceil(Object number) {
        return call(Function.CEIL, number);
    }

    /// The number as a float.
    public static Expression toFloat(Object number) {
        return call(Function.FLOAT, number);
    }

    /// The lesser of two terms; the first if they are equal.
    public static Expression min(Object a, Object b) {
        return call(Function.MIN, a, b);
    }

    /// The greater of two terms; the first if they are equal.
    public static Expression max(Object a, Object b) {
        return call(Function.MAX, a, b);
    }

    /// The number itself.
    public static Expression plus(Object number) {
        return call(Function.PLUS, number);
    }

    /// The number with the other sign.
    public static Expression negate(Object number) {
        return call(Function.NEGATE, number);
    }

    /// The sum; integers grow as large as they must.
    public static Expression add(Object a, Object b) {
        return call(Function.ADD, a, b);
    }

    /// The difference.
    public static Expression subtract(Object a, Object b) {
        return call(Function.SUBTRACT, a, b);
    }

    /// The product.
    public static Expression multiply(Object a, Object b) {
        return call(Function.MULTIPLY, a, b);
    }

    /// The quotient, always a float.
    public static Expression divide(Object a, Object b) {
        return call(Function.DIVIDE, a, b);
    }

    /// The quotient of integers, without what follows the point.
    public static Expression div(Object a, Object b) {
        return call(Function.DIV, a, b);
    }

    /// What a division of integers leaves, with the sign of the dividend.
    public static Expression rem(Object a, Object b) {
        return call(Function.REM, a, b);
    }

    /// The bits that both integers have.
    public static Expression band(Object a, Object b) {
        return call(Function.BAND, a, b);
    }

    /// The bits that one of two integers has.
    public static Expression bor(Object a, Object b) {
        return call(Function.BOR, a, b);
    }

    /// The bits in which two integers differ.
    public static Expression bxor(Object a, Object b) {
        return call(Function.BXOR, a, b);
    }

    /// All bits inverted.
    public static Expression bnot(Object integer) {
        return call(Function.BNOT, integer);
    }

    /// Shifted to the left; nothing is lost.
    public static Expression bsl(Object integer, Object bits) {
        return call(Function.BSL, integer, bits);
    }

    /// Shifted to the right, keeping the sign.
    public static Expression bsr(Object integer, Object bits) {
        return call(Function.BSR, integer, bits);
    }

    /// Whether `a` is before `b` in the order of terms.
    public static Expression lt(Object a, Object b) {
        return call(Function.LESS, a, b);
    }

    /// Whether `a` is not after `b` in the order of terms.
    public static Expression le(Object a, Object b) {
        return call(Function.AT_MOST, a, b);
    }

    /// Whether `a` is after `b` in the order of terms.
    public static Expression gt(Object a, Object b) {
        return call(Function.GREATER, a, b);
    }

    /// Whether `a` is not before `b` in the order of terms.
    public static Expression ge(Object a, Object b) {
        return call(Function.AT_LEAST, a, b);
    }

    /// Whether they compare equal, as 1 and 1.0 do: `==`.
    public static Expression eq(Object a, Object b) {
        return call(Function.EQUAL, a, b);
    }

    /// Whether they do not compare equal: `/=`.
    public static Expression ne(Object a, Object b) {
        return call(Function.NOT_EQUAL, a, b);
    }

    /// Whether they are the same term: `=:=`.
    public static Expression same(Object a, Object b) {
        return call(Function.SAME, a, b);
    }

    /// Whether they are not the same term: `=/=`.
    public static Expression notSame(Object a, Object b) {
        return call(Function.NOT_SAME, a, b);
    }

    /// The term form of an expression or literal.
    static Object term(Object value) {
        return switch (value) {
            case Expression expression -> expression.term();
            case Pattern pattern ->
                    throw new BadMatchSpec("expression must be no pattern: pattern=" + pattern);
            case Tuple tuple -> tupleOf(tuple.toArray()).term();
            case Atom atom when isSymbol(atom) -> Tuple.of(Symbols.CONST, atom);
            case List<?> list -> list.stream().map(Match::term).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> terms = new HashMap<>();
                map.forEach((key, element) -> terms.put(term(key), term(element)));
                yield terms;
            }
            default -> value;
        };
    }

    private static Object patternTerm(Object element) {
        return switch (element) {
            case Pattern pattern -> pattern.term();
            case Expression expression -> {
                if (Symbols.variableNumber(expression.term()) < 0) {
                    throw new BadMatchSpec(
                            "expression in a pattern must be a variable: expression=" + expression);
                }
                yield expression.term();
            }
            case Tuple tuple -> row(tuple.toArray()).term();
            case List<?> list -> list.stream().map(Match::patternTerm).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> terms = new HashMap<>();
                map.forEach((key, value) -> terms.put(key, patternTerm(value)));
                yield terms;
            }
            default -> element;
        };
    }

    private static boolean isSymbol(Atom atom) {
        return Symbols.variableNumber(atom) >= 0
                || atom.equals(Symbols.ROW)
                || atom.equals(Symbols.BINDINGS);
    }

    private static Expression call(Function function, Object... arguments) {
        if (Function.find(function.erlangName(), arguments.length) != function) {
            throw new BadMatchSpec("call must have arguments: function=" + function.erlangName());
        }
        List<Object> call = new ArrayList<>();
        call.add(Atom.of(function.erlangName()));
        for (Object argument : arguments) {
            call.add(term(argument));
        }
        return new Expression(Tuple.of(call.toArray()));
    }
}
