package io.trunkline.ets.internal.match;

import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.list;
import static io.trunkline.ets.match.Match.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.Bound;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.internal.match.KeyAccess.Everything;
import io.trunkline.ets.internal.match.KeyAccess.Lookup;
import io.trunkline.ets.internal.match.KeyAccess.Order;
import io.trunkline.ets.internal.match.KeyAccess.Range;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Pattern;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class KeyAccessTest {
    private static final Bound LOW = Bound.LOWEST;
    private static final Bound HIGH = Bound.HIGHEST;

    @Test
    void looksUpBoundKeys() {
        for (Order order : Order.values()) {
            assertThat(of(row(1, $1), order)).isEqualTo(new Lookup(List.of(1)));
            assertThat(of(row(tuple("a", List.of(2))), order))
                    .isEqualTo(new Lookup(List.of(tuple("a", List.of(2)))));
            assertThat(of(row(), order)).isEqualTo(new Lookup(List.of()));
            assertThat(of(new Pattern("no tuple"), order)).isEqualTo(new Lookup(List.of()));
            assertThat(of(any(), order)).isEqualTo(new Everything());
            assertThat(of(row($1), order)).isEqualTo(new Everything());
            assertThat(of(row(Map.of("k", 1)), order)).isEqualTo(new Everything());
        }
        MatchSpec second = MatchSpec.of(row(any(), 7));
        assertThat(KeyAccess.of(second, 2, Order.NONE)).isEqualTo(new Lookup(List.of(7)));
    }

    @Test
    void walksKeysThatBeginAlike() {
        assertRange(row(tuple("a", $1, "b")), tuple("a", LOW, LOW), tuple("a", HIGH, HIGH));
        assertRange(
                row(tuple("a", tuple(1, any()), 2)),
                tuple("a", tuple(1, LOW), LOW),
                tuple("a", tuple(1, HIGH), HIGH));
        assertRange(row(tuple("a", Map.of(1, 2))), tuple("a", LOW), tuple("a", HIGH));
        assertRange(
                row(list(List.of("a", "b"), any())),
                ImproperList.cons(List.of("a", "b"), LOW),
                ImproperList.cons(List.of("a", "b"), HIGH));
        assertRange(
                row(List.of("a", $1, "b")),
                ImproperList.cons(List.of("a", LOW), LOW),
                ImproperList.cons(List.of("a", HIGH), HIGH));
        assertThat(of(row(tuple("a", $1)), Order.NONE)).isEqualTo(new Everything());
        assertThat(of(row(tuple("a", $1)), Order.OWN)).isEqualTo(new Everything());
    }

    @Test
    void joinsTheKeysOfClauses() {
        MatchSpec spec = MatchSpec.of(row(3, $1)).orElse(MatchSpec.of(row(1, $1)));
        assertThat(KeyAccess.of(spec, 1, Order.NONE)).isEqualTo(new Lookup(List.of(3, 1)));
        assertThat(KeyAccess.of(spec, 1, Order.TERMS))
                .isEqualTo(new Range(new KeyRange(1, true, 3, true)));
        assertThat(KeyAccess.of(spec, 1, Order.OWN)).isEqualTo(new Everything());
        MatchSpec twice = MatchSpec.of(row(3, 1)).orElse(MatchSpec.of(row(3L, 2)));
        assertThat(KeyAccess.of(twice, 1, Order.OWN)).isEqualTo(new Lookup(List.of(3)));
        assertThat(KeyAccess.of(spec.orElse(MatchSpec.of(any())), 1, Order.TERMS))
                .isEqualTo(new Everything());
    }

    @Test
    void explainsItself() {
        assertThat(of(row("k"), Order.NONE).explain()).isEqualTo("looks up the key \"k\"");
        assertThat(of(row(tuple(1, $1)), Order.TERMS).explain())
                .isEqualTo("walks the keys from {1,LOWEST} to {1,HIGHEST}");
        assertThat(of(any(), Order.NONE).explain()).contains("whole table");
        assertThat(of(row(), Order.NONE).explain()).isEqualTo("no row can match");
    }

    private static void assertRange(Pattern head, Object low, Object high) {
        assertThat(of(head, Order.TERMS)).isEqualTo(new Range(new KeyRange(low, true, high, true)));
    }

    private static KeyAccess of(Pattern head, Order order) {
        return KeyAccess.of(MatchSpec.of(head), 1, order);
    }
}
