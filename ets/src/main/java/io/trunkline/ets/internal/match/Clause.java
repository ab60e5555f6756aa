package io.trunkline.ets.internal.match;

import io.trunkline.ets.match.MatchSpec;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One compiled clause. Expressions have no effects, so of the results only the last is compiled.
final class Clause {
    private final PatternNode head;
    private final Node[] guards;
    private final Node result;
    private final int slots;

    private Clause(HeadCompiler head, List<Node> guards, Node result) {
        this.head = head.pattern();
        this.slots = head.slots();
        this.guards = guards.toArray(Node[]::new);
        this.result = result;
    }

    static Clause compile(MatchSpec.Clause clause, RowView rows) {
        HeadCompiler head = new HeadCompiler(clause.head());
        ExpressionCompiler inGuards = ExpressionCompiler.ofGuards(head, rows);
        ExpressionCompiler inResults = ExpressionCompiler.ofResults(head, rows);
        return new Clause(
                head,
                clause.guards().stream().map(inGuards::compile).toList(),
                inResults.compile(clause.results().getLast()));
    }

    int slots() {
        return slots;
    }

    /// A guard that asks no more than for one integer, if there is one.
    Call.@Nullable CompareElement guardOfElement() {
        for (Node guard : guards) {
            if (guard instanceof Call.CompareElement element) {
                return element;
            }
        }
        return null;
    }

    boolean takes(Matcher matcher) {
        if (!head.matches(matcher.row, matcher)) {
            return false;
        }
        for (Node guard : guards) {
            if (!guard.isTrue(matcher)) {
                return false;
            }
        }
        return true;
    }

    /// How many elements a row must have; -1 if that is not said, or the row need not be looked at.
    int arity() {
        return head.arityOfRow();
    }

    Object result(Matcher matcher) {
        return result.value(matcher);
    }

    boolean isTrue(Matcher matcher) {
        return result.isTrue(matcher);
    }
}
