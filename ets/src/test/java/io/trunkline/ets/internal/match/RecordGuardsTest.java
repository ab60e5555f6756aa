package io.trunkline.ets.internal.match;

import static io.trunkline.ets.TableSpec.set;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.$3;
import static io.trunkline.ets.match.Match.$4;
import static io.trunkline.ets.match.Match.$5;
import static io.trunkline.ets.match.Match.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.Atom;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.row.RecordRows;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// Integers of records are compared without boxes; the answers must be those for tuples.
class RecordGuardsTest {
    record Sizes(byte b, short s, int i, long l, Integer boxed) {
        Tuple tuple() {
            return Tuple.of(b, s, i, l, boxed);
        }
    }

    private static final long[] VALUES = {-128, -1, 0, 1, 127};

    private final RecordRows records = new RecordRows(set(Sizes.class, Sizes::b));

    @ParameterizedTest
    @ValueSource(strings = {"<", "=<", ">", ">=", "==", "/=", "=:=", "=/="})
    void areThoseOfTuples(String operator) {
        for (int position = 1; position <= 5; position++) {
            for (long bound : VALUES) {
                Tuple variable = Tuple.of(Atom.of(operator), Atom.of("$" + position), bound);
                Tuple reversed = Tuple.of(Atom.of(operator), bound, Atom.of("$" + position));
                for (Tuple guard : List.of(variable, reversed)) {
                    MatchSpec spec =
                            MatchSpec.of(row($1, $2, $3, $4, $5)).where(guard).returning(true);
                    assertThat(taken(spec)).as("guard=%s", guard).isEqualTo(takenAsTuples(spec));
                }
            }
        }
    }

    private List<Object> taken(MatchSpec spec) {
        Matcher matcher = Program.compile(spec, records).matcher(null);
        RowBuffer rows = new RowBuffer();
        rows.addAll(all());
        matcher.sift(rows);
        rows.removeIf(row -> !matcher.isTrue(row));
        List<Object> withoutSifting = new ArrayList<>(all());
        withoutSifting.removeIf(row -> matcher.run(row) == Program.NO_MATCH);
        assertThat(rows).isEqualTo(withoutSifting);
        return rows;
    }

    private static List<Object> takenAsTuples(MatchSpec spec) {
        Matcher matcher = Program.compile(spec, TupleView.TUPLES).matcher(null);
        List<Object> rows = new ArrayList<>(all());
        rows.removeIf(row -> !matcher.isTrue(((Sizes) row).tuple()));
        return rows;
    }

    private static List<Sizes> all() {
        List<Sizes> all = new ArrayList<>();
        for (long v : VALUES) {
            all.add(new Sizes((byte) v, (short) v, (int) v, v, (int) v));
        }
        return all;
    }
}
