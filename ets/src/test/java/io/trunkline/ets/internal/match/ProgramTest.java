package io.trunkline.ets.internal.match;

import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$$;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.$_;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.Atom;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Pattern;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

class ProgramTest {
    private static final Atom EXIT = Atom.of("EXIT");
    private static final Object NO_MATCH = Program.NO_MATCH;
    private static final BigInteger BEYOND_LONG = BigInteger.TWO.pow(63);

    @Test
    void matchesLiteralsExactly() {
        assertThat(matches(row(1), tuple(1L))).isTrue();
        assertThat(matches(row(1), tuple(1.0))).isFalse();
        assertThat(matches(row(0.0), tuple(-0.0))).isFalse();
        assertThat(matches(row(tuple(1, "a")), tuple(tuple(1, Binary.utf8("a"))))).isTrue();
        assertThat(matches(row(1), tuple(1, 2))).isFalse();
        assertThat(matches(new Pattern(Atom.of("a")), tuple(1))).isFalse();
        assertThat(matches(any(), tuple())).isTrue();
    }

    @Test
    void matchesRepeatedVariablesExactly() {
        assertThat(matches(row($1, $1), tuple(1, 1L))).isTrue();
        assertThat(matches(row($1, $1), tuple(1, 1.0))).isFalse();
        assertThat(matches(row(List.of($1), $1), tuple(List.of("a"), "a"))).isTrue();
        assertThat(matches(row($1, tuple($1, $2, $2)), tuple(1, tuple(1, 2, 3)))).isFalse();
    }

    @Test
    void matchesMapsThatHaveMore() {
        Pattern head = row(Map.of("k", $1));
        Tuple greater = tuple(Map.of("k", 1, "other", 2));
        assertThat(run(MatchSpec.of(head).returning($1), greater)).isEqualTo(1);
        assertThat(matches(head, tuple(Map.of("other", 2)))).isFalse();
        assertThat(matches(row(Map.of(1L, any())), tuple(Map.of(1, 2)))).isTrue();
        assertThat(matches(row(Map.of(1, any())), tuple(Map.of(1.0, 2)))).isFalse();
        assertThat(matches(row(Map.of()), tuple(List.of()))).isFalse();
    }

    @Test
    void takesListsApart() {
        MatchSpec spec = MatchSpec.of(row(Match.list(List.of($1), $2))).returning($$);
        assertThat(run(spec, tuple(List.of(1, 2)))).isEqualTo(List.of(1, List.of(2)));
        assertThat(run(spec, tuple(List.of(1)))).isEqualTo(List.of(1, List.of()));
        Object improper = ImproperList.cons(List.of(1), "end");
        assertThat(run(spec, tuple(improper))).isEqualTo(List.of(1, "end"));
        assertThat(run(spec, tuple(List.of()))).isEqualTo(NO_MATCH);
        assertThat(matches(row(List.of($1)), tuple(improper))).isFalse();
        assertThat(matches(row(List.of($1)), tuple(List.of(1, 2)))).isFalse();
    }

    @Test
    void listsBindingsByNumber() {
        MatchSpec spec = MatchSpec.of(row(Match.var(10), tuple($2, $2), $1)).returning($$);
        assertThat(run(spec, tuple("ten", tuple("two", "two"), "one")))
                .isEqualTo(List.of("one", "two", "ten"));
    }

    @Test
    void failsClausesWhoseGuardsFail() {
        MatchSpec spec =
                MatchSpec.of(row($1))
                        .where(Match.gt(Match.hd($1), 1))
                        .returning("list")
                        .orElse(MatchSpec.of(row($1)).returning("other"));
        assertThat(run(spec, tuple(List.of(2)))).isEqualTo("list");
        assertThat(run(spec, tuple(2))).isEqualTo("other");
        assertThat(run(MatchSpec.of(row($1)).where($1), tuple(1))).isEqualTo(NO_MATCH);
    }

    @Test
    void goesOnAfterFailuresInResults() {
        assertThat(evaluate(Match.tupleOf($1, Match.hd($1), Match.isAtom(Match.hd($1))), 7))
                .isEqualTo(tuple(7, EXIT, true));
        assertThat(evaluate(Match.self(), 7)).isEqualTo(EXIT);
    }

    @Test
    void evaluatesStrictAndLazyLogic() {
        Object fails = Match.hd(1);
        assertThat(evaluate(Match.and(true, false, fails), 0)).isEqualTo(EXIT);
        assertThat(evaluate(Match.or(false, true), 0)).isEqualTo(true);
        assertThat(evaluate(Match.and(true), 0)).isEqualTo(true);
        assertThat(evaluate(Match.and(1), 0)).isEqualTo(EXIT);
        assertThat(evaluate(Match.andAlso(false, fails), 0)).isEqualTo(false);
        assertThat(evaluate(Match.andAlso(true, Atom.of("foo")), 0)).isEqualTo(Atom.of("foo"));
        assertThat(evaluate(Match.orElse(1, true), 0)).isEqualTo(EXIT);
        assertThat(evaluate(Match.orElse(false, 1), 0)).isEqualTo(1);
    }

    @Test
    void computesWithoutOverflow() {
        assertSame(evaluate(Match.add($1, 1), Long.MAX_VALUE), BEYOND_LONG);
        assertSame(evaluate(Match.subtract($1, 1), BEYOND_LONG), Long.MAX_VALUE);
        assertSame(evaluate(Match.subtract(Long.MIN_VALUE, $1), 1), BEYOND_LONG.not());
        assertSame(evaluate(Match.negate($1), Long.MIN_VALUE), BEYOND_LONG);
        assertSame(evaluate(Match.abs($1), Long.MIN_VALUE), BEYOND_LONG);
        assertSame(evaluate(Match.div($1, -1), Long.MIN_VALUE), BEYOND_LONG);
        assertSame(evaluate(Match.multiply($1, $1), 1L << 40), BigInteger.TWO.pow(80));
        assertSame(evaluate(Match.bsl($1, 63), 1), BEYOND_LONG);
        assertSame(evaluate(Match.bsr($1, 100), -1), -1);
        assertSame(evaluate(Match.bsl($1, BEYOND_LONG), 1), EXIT);
        assertSame(evaluate(Match.add($1, 1), (byte) 1), 2);
        assertThat(evaluate(Match.add($1, 1), (byte) 1)).isInstanceOf(Long.class);
        assertSame(evaluate(Match.rem($1, 3), -7), -1);
        assertSame(evaluate(Match.div($1, 0), 1), EXIT);
        assertSame(evaluate(Match.divide($1, 2), 1), 0.5);
        assertSame(evaluate(Match.divide($1, 0.0), 1), EXIT);
        assertSame(evaluate(Match.multiply($1, 1e300), 1e300), EXIT);
        assertSame(evaluate(Match.toFloat($1), BigInteger.TWO.pow(2000)), EXIT);
    }

    @Test
    void rounds() {
        assertSame(evaluate(Match.round($1), 2.5), 3);
        assertSame(evaluate(Match.round($1), -2.5), -3);
        assertSame(evaluate(Match.trunc($1), -2.5), -2);
        assertSame(evaluate(Match.floor($1), -2.5), -3);
        assertSame(evaluate(Match.ceil($1), -2.5), -2);
        assertSame(evaluate(Match.trunc($1), 0x1p80), BigInteger.TWO.pow(80));
        assertSame(evaluate(Match.floor($1), 7), 7);
    }

    @Test
    void comparesByValueOrExactly() {
        assertThat(evaluate(Match.eq($1, 1), 1.0)).isEqualTo(true);
        assertThat(evaluate(Match.same($1, 1), 1.0)).isEqualTo(false);
        assertThat(evaluate(Match.lt(5, $1), BEYOND_LONG)).isEqualTo(true);
        assertThat(evaluate(Match.gt(5, $1), "text")).isEqualTo(false);
        assertThat(evaluate(Match.le($1, 5), (short) 5)).isEqualTo(true);
        assertThat(evaluate(Match.ne($1, 5), 6)).isEqualTo(true);
        assertSame(evaluate(Match.max($1, 1.0), 1), 1);
        assertSame(evaluate(Match.min($1, 1.0), 2), 1.0);
    }

    @Test
    void measuresAndCuts() {
        assertSame(evaluate(Match.byteSize($1), "ä"), 2);
        assertSame(evaluate(Match.bitSize($1), "ä"), 16);
        assertSame(evaluate(Match.size($1), tuple(1, 2)), 2);
        assertSame(evaluate(Match.tupleSize($_), 0), 1);
        assertSame(evaluate(Match.tupleSize($1), "no"), EXIT);
        assertSame(evaluate(Match.binaryPart($1, 1, 2), "abcd"), "bc");
        assertSame(evaluate(Match.binaryPart($1, tuple(4, -2)), "abcd"), "cd");
        assertSame(evaluate(Match.binaryPart($1, 1, 1), "ä"), Binary.of((byte) 0xA4));
        assertSame(evaluate(Match.binaryPart($1, 3, 2), "abcd"), EXIT);
        assertSame(evaluate(Match.tl($1), List.of(1, 2)), List.of(2));
        assertSame(evaluate(Match.length($1), ImproperList.cons(List.of(1), 2)), EXIT);
        assertSame(evaluate(Match.element(1, $_), "x"), "x");
        assertSame(evaluate(Match.element(2, $_), "x"), EXIT);
        assertSame(evaluate(Match.mapGet("k", $1), Map.of("k", 1)), 1);
        assertSame(evaluate(Match.isMapKey("l", $1), Map.of("k", 1)), false);
        assertSame(evaluate(Match.isRecord($1, Atom.of("r"), 2), tuple(Atom.of("r"), 1)), true);
        assertSame(evaluate(Match.isBoolean($1), Atom.of("a")), false);
    }

    @Test
    void buildsWhatIsHandedOver() {
        assertSame(evaluate(tuple(Atom.of("$1"), 2), 1), tuple(Atom.of("$1"), 2));
        assertSame(evaluate(tuple($1, List.of($1)), 1), tuple(1, List.of(1)));
        assertSame(evaluate(Map.of("k", $1), 1), Map.of("k", 1));
        assertSame(evaluate(Match.constant(tuple(Atom.of("hd"), 1)), 1), tuple(Atom.of("hd"), 1));
    }

    @Test
    void seesRowsThroughTheirView() {
        RowView view =
                new RowView() {
                    @Override
                    public int arity(Object value) {
                        return value instanceof Map.Entry ? 2 : TupleView.TUPLES.arity(value);
                    }

                    @Override
                    public Object element(Object row, int position) {
                        return row instanceof Map.Entry<?, ?> entry
                                ? position == 1 ? entry.getKey() : entry.getValue()
                                : TupleView.TUPLES.element(row, position);
                    }
                };
        MatchSpec spec = MatchSpec.of(row($1, $2)).where(Match.isTuple($_)).returning($2);
        Program program = Program.compile(spec, view);
        assertThat(program.matcher(null).run(Map.entry("k", "v"))).isEqualTo("v");
        assertThat(program.matcher(null).run(tuple(1))).isEqualTo(NO_MATCH);
    }

    private static boolean matches(Pattern head, Object row) {
        return run(MatchSpec.of(head), row) == row;
    }

    /// Of a row with this one element.
    private static Object evaluate(Object expression, Object element) {
        return run(MatchSpec.of(row($1)).returning(expression), tuple(element));
    }

    private static Object run(MatchSpec spec, Object row) {
        return Program.compile(spec, TupleView.TUPLES).matcher(null).run(row);
    }

    private static void assertSame(Object actual, Object expected) {
        assertThat(Terms.same(actual, expected)).as("%s and %s", actual, expected).isTrue();
    }
}
