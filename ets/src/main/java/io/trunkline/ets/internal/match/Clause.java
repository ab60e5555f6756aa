package io.trunkline.ets.internal.match;

import io.trunkline.ets.match.MatchSpec;

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

    boolean takes(Matcher matcher) {
        if (!head.matches(matcher.row, matcher)) {
            return false;
        }
        for (Node guard : guards) {
            if (!Boolean.TRUE.equals(guard.value(matcher))) {
                return false;
            }
        }
        return true;
    }

    Object result(Matcher matcher) {
        return result.value(matcher);
    }
}
