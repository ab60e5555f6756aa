package io.trunkline.ets;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class TupleTest {
    @Test
    void holdsElementsAtPositionsFromOne() {
        for (int arity = 0; arity < 8; arity++) {
            Object[] elements = IntStream.rangeClosed(1, arity).boxed().toArray();
            Tuple tuple = Tuple.of(elements);
            assertThat(tuple.arity()).isEqualTo(arity);
            assertThat(tuple.toArray()).isEqualTo(elements);
            for (int position = 1; position <= arity; position++) {
                assertThat(tuple.get(position)).isEqualTo(position);
                assertThat(tuple.with(position, "x").get(position)).isEqualTo("x");
                assertThat(tuple.with(position, (long) position)).isEqualTo(tuple);
            }
            for (int position : new int[] {-1, 0, arity + 1}) {
                String message = "position must be in 1.." + arity + ": position=" + position;
                assertThatThrownBy(() -> tuple.get(position))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> tuple.with(position, 1)).hasMessage(message);
            }
        }
    }

    @Test
    void isEqualByWhatItHolds() {
        assertThat(tuple(1, "a")).isEqualTo(tuple(1L, "a")).hasSameHashCodeAs(tuple(1L, "a"));
        assertThat(tuple(1)).isNotEqualTo(tuple(1.0)).isNotEqualTo(tuple(1, 1));
        assertThat(tuple(tuple(1), 2, 3, 4, 5)).isEqualTo(tuple(tuple((short) 1), 2, 3, 4, 5));
    }

    @Test
    void doesNotSeeWhatBecomesOfListsAndMaps() {
        List<Object> inner = new ArrayList<>(List.of(1));
        List<Object> list = new ArrayList<>(List.of(inner, Map.of("k", inner)));
        Tuple tuple = tuple(list);
        inner.add(2);
        list.clear();
        assertThat(tuple).isEqualTo(tuple(List.of(List.of(1), Map.of("k", List.of(1)))));
        List<Integer> immutable = List.of(1);
        assertThat(tuple(immutable).get(1)).isSameAs(immutable);
    }

    @Test
    void refusesNullAndArrays() {
        assertThatThrownBy(() -> Tuple.of("a", new byte[1]))
                .isInstanceOf(NotATerm.class)
                .hasMessage("term must be immutable, or a List or Map to copy: class=byte[]");
        assertThatThrownBy(() -> Tuple.of(Arrays.asList("a", null)))
                .isInstanceOf(NotATerm.class)
                .hasMessage("term must be an object: value=null");
    }

    @Test
    void printsAsInErlang() {
        Tuple tuple = tuple(Atom.of("a"), 1, "s\"", List.of(true), Map.of(1, Atom.of("B c")));
        assertThat(tuple).hasToString("{a,1,\"s\\\"\",[true],#{1 => 'B c'}}");
        assertThat(tuple(Binary.of((byte) 1, (byte) -1), Map.of(), tuple()))
                .hasToString("{<<1,255>>,#{},{}}");
    }
}
