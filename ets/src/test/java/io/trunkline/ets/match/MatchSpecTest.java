package io.trunkline.ets.match;

import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.gt;
import static io.trunkline.ets.match.Match.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Atom;
import io.trunkline.ets.ImproperList;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class MatchSpecTest {
    @Test
    void isDataToo() {
        MatchSpec spec =
                MatchSpec.of(row($1, $2, any()))
                        .where(gt($2, 5))
                        .returning($1)
                        .orElse(MatchSpec.of(row("a")));
        assertThat(spec)
                .hasToString("[{{'$1','$2','_'},[{'>','$2',5}],['$1']},{{\"a\"},[],['$_']}]");
        assertThat(MatchSpec.fromTerm(spec.toTerm())).isEqualTo(spec).hasSameHashCodeAs(spec);
        assertThat(MatchSpec.fromTerm(List.of()).clauses()).isEmpty();
    }

    @Test
    void refusesWhatCanNeverRun() {
        Object head = tuple(Atom.of("$1"));
        assertBad(Atom.of("x"), "match specification must be a proper list");
        assertBad(ImproperList.cons(List.of(1), 2), "match specification must be a proper list");
        assertBad(List.of(tuple(1, 2)), "expected a clause {Head,Guards,Results}, got: {1,2}");
        assertBad(clause(head, Atom.of("g"), List.of(1)), "guards must be a proper list: guards=g");
        assertBad(clause(head, List.of(), List.of()), "clause must have a result");
        assertBad(
                clause(head, List.of(), List.of(Atom.of("$2"))),
                "variable must be bound by the head: variable=$2");
        assertBad(
                clause(head, List.of(tuple(Atom.of("hd"), 1, 2)), List.of(1)),
                "call must be of a function there is: function=hd/2, call={hd,1,2}");
        assertBad(clause(head, List.of(), List.of(tuple(1))), "tuple must be a call");
        assertBad(clause(head, List.of(), List.of(tuple())), "tuple must be a call");
        assertBad(
                clause(Map.of(Atom.of("_"), 1), List.of(), List.of(1)),
                "key of a map pattern must be no variable: key='_'");
    }

    @Test
    void refusesWordsInTheWrongPlace() {
        assertThatThrownBy(() -> row(gt($1, 1))).isInstanceOf(BadMatchSpec.class);
        assertThatThrownBy(() -> gt(any(), 1)).isInstanceOf(BadMatchSpec.class);
        assertThatThrownBy(Match::and).isInstanceOf(BadMatchSpec.class);
        assertThatThrownBy(() -> Match.var(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MatchSpec.fromTerm(List.of()).where(true))
                .isInstanceOf(BadMatchSpec.class);
    }

    @Test
    void knowsVariablesByTheirDigits() {
        assertThat(Symbols.variableNumber(Atom.of("$0"))).isZero();
        assertThat(Symbols.variableNumber(Atom.of("$12"))).isEqualTo(12);
        for (String name : List.of("$", "$01", "$a", "$_", "$$", "x1", "$123456789", "$1a")) {
            assertThat(Symbols.variableNumber(Atom.of(name))).as(name).isEqualTo(-1);
        }
    }

    private static List<Object> clause(Object head, Object guards, Object results) {
        return List.of(tuple(head, guards, results));
    }

    private static void assertBad(Object term, String message) {
        assertThatThrownBy(() -> MatchSpec.fromTerm(term))
                .isInstanceOf(BadMatchSpec.class)
                .hasMessageStartingWith(message);
    }
}
