package io.trunkline.ets.internal.match;

import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.$_;
import static io.trunkline.ets.match.Match.add;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.constant;
import static io.trunkline.ets.match.Match.element;
import static io.trunkline.ets.match.Match.row;
import static io.trunkline.ets.match.Match.tupleOf;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Pattern;

import org.junit.jupiter.api.Test;

import java.util.List;

class KeptKeysTest {
    @Test
    void isProvableFromTheText() {
        assertThat(keeps(any(), $_)).isTrue();
        assertThat(keeps(row($1, $2), tupleOf($1, 7))).isTrue();
        assertThat(keeps(row($1, $2), tupleOf($1))).isTrue();
        assertThat(keeps(row(any(), $2), tupleOf(element(1, $_), $2))).isTrue();
        assertThat(keeps(row("k", $2), constant(tuple("k", 1)))).isTrue();
        assertThat(keeps(row(tuple($1, "a"), $2), tupleOf(tupleOf($1, "a"), 1))).isTrue();
        assertThat(keeps(row(List.of($1)), tupleOf(List.of($1)))).isTrue();
    }

    @Test
    void isNotProvableOtherwise() {
        assertThat(keeps(row($1, $2), tupleOf(add($1, 0), $2))).isFalse();
        assertThat(keeps(row($1, $2), tupleOf($2, $1))).isFalse();
        assertThat(keeps(row(any(), $2), tupleOf(element(2, $_), $2))).isFalse();
        assertThat(keeps(row("k", $2), constant(tuple("l", 1)))).isFalse();
        assertThat(keeps(row($1, $2), $2)).isFalse();
        assertThat(keeps(row($1), tupleOf())).isFalse();
        assertThat(keeps(any(), tupleOf("k"))).isFalse();
        assertThat(KeptKeys.provable(MatchSpec.of(row($1)).returning($_, $_), 1)).isFalse();
    }

    private static boolean keeps(Pattern head, Object result) {
        return KeptKeys.provable(MatchSpec.of(head).returning(result), 1);
    }
}
