package io.trunkline.ets.internal.match;

import io.trunkline.ets.Atom;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Symbols;

import java.util.List;
import java.util.Map;

/// Whether a match specification that replaces rows keeps their keys, as far as its text says:
/// every clause gives the row itself, or a tuple whose key is built the way the head's is or is
/// taken from the row. That `$1 + 0` is `$1` does not count.
public final class KeptKeys {
    private static final Atom ELEMENT = Atom.of("element");

    private KeptKeys() {}

    /// Whether all clauses do.
    ///
    /// @param keyPosition the key's position in a row, from 1
    public static boolean provable(MatchSpec spec, int keyPosition) {
        return spec.clauses().stream().allMatch(clause -> keeps(clause, keyPosition));
    }

    private static boolean keeps(MatchSpec.Clause clause, int keyPosition) {
        if (clause.results().size() != 1) {
            return false;
        }
        Object result = clause.results().getFirst();
        if (result.equals(Symbols.ROW)) {
            return true;
        }
        if (!(result instanceof Tuple tuple)
                || !(clause.head() instanceof Tuple head)
                || head.arity() < keyPosition) {
            return false;
        }
        boolean constant = isConstant(tuple);
        if ((!constant && tuple.arity() != 1)
                || !(tuple.get(tuple.arity()) instanceof Tuple row)
                || row.arity() < keyPosition) {
            return false;
        }
        Object key = row.get(keyPosition);
        return isBuiltLike(head.get(keyPosition), key, constant)
                || (!constant && key.equals(Tuple.of(ELEMENT, keyPosition, Symbols.ROW)));
    }

    /// Whether an expression builds what a pattern has matched.
    private static boolean isBuiltLike(Object pattern, Object expression, boolean constant) {
        return switch (expression) {
            case List<?> list when !list.isEmpty() ->
                    pattern instanceof List<?> other
                            && list.size() == other.size()
                            && areBuiltLike(other, list, constant);
            case ImproperList list ->
                    pattern instanceof ImproperList other
                            && list.elements().size() == other.elements().size()
                            && areBuiltLike(other.elements(), list.elements(), constant)
                            && isBuiltLike(other.tail(), list.tail(), constant);
            case Map<?, ?> _ -> false;
            case Tuple tuple when constant -> isTupleLike(pattern, tuple, true);
            case Tuple tuple when isConstant(tuple) -> isBuiltLike(pattern, tuple.get(2), true);
            case Tuple tuple ->
                    tuple.arity() == 1
                            && tuple.get(1) instanceof Tuple construction
                            && isTupleLike(pattern, construction, false);
            default -> Terms.same(pattern, expression) && !isSymbol(pattern, constant);
        };
    }

    private static boolean isTupleLike(Object pattern, Tuple built, boolean constant) {
        return pattern instanceof Tuple other
                && built.arity() == other.arity()
                && areBuiltLike(List.of(other.toArray()), List.of(built.toArray()), constant);
    }

    private static boolean areBuiltLike(List<?> patterns, List<?> expressions, boolean constant) {
        for (int i = 0; i < patterns.size(); i++) {
            if (!isBuiltLike(patterns.get(i), expressions.get(i), constant)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isConstant(Tuple expression) {
        return expression.arity() == 2 && expression.get(1).equals(Symbols.CONST);
    }

    /// Whether it means one thing as a pattern and another as an expression.
    private static boolean isSymbol(Object term, boolean constant) {
        return term.equals(Symbols.ANY)
                || term.equals(Symbols.BINDINGS)
                || term.equals(Symbols.ROW)
                || (constant && Symbols.variableNumber(term) >= 0);
    }
}
