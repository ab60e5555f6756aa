package io.trunkline.ets.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Bound;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.NotATerm;
import io.trunkline.ets.Tuple;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;

class TermKeysTest {
    private final TermKeys keys = new TermKeys(1);

    @Test
    void marksPrintsOfIntegersThatFit() {
        for (Object key : new Object[] {(byte) 7, (short) 7, 7, 7L, BigInteger.valueOf(7)}) {
            assertThat(keys.print(key)).isEqualTo(keys.print(7));
        }
        assertThat(keys.print((1L << 62) - 1) & 1).isOne();
        assertThat(keys.print(-(1L << 62)) & 1).isOne();
        for (Object key :
                new Object[] {1L << 62, -(1L << 62) - 1, BigInteger.ONE.shiftLeft(70), 1.0, "1"}) {
            assertThat(keys.print(key) & 1).isZero();
        }
        assertThat(keys.print(BigInteger.valueOf(Long.MIN_VALUE)))
                .isEqualTo(keys.print(Long.MIN_VALUE));
        assertThat(keys.print(7)).isNotEqualTo(new TermKeys(2).print(7));
    }

    /// Keys that gather in one place when only their lower or upper bits are looked at.
    @Test
    void scattersRegularKeys() {
        for (int shift = 0; shift <= 46; shift++) {
            int by = shift;
            assertScattered("shift " + by, i -> i << by);
            assertScattered("negative, shift " + by, i -> -i << by);
        }
        assertScattered("multiples of the golden ratio", i -> i * 0x9E3779B9L);
    }

    /// 2^16 balls into 2^16 places leave 1 in e places empty.
    private void assertScattered(String about, LongUnaryOperator key) {
        Set<Long> low = new HashSet<>();
        Set<Long> high = new HashSet<>();
        for (int i = 0; i < 1 << 16; i++) {
            long print = keys.print(key.applyAsLong(i));
            low.add(print >>> 1 & 0xFFFF);
            high.add(print >>> 48);
        }
        assertThat(low.size()).as("low bits: " + about).isGreaterThan(32_000);
        assertThat(high.size()).as("high bits: " + about).isGreaterThan(32_000);
    }

    @Test
    void tellsShortKeysApartByPrefixAlone() {
        List<Object> ascending =
                List.of(
                        -(1L << 57),
                        -1,
                        0,
                        1,
                        1L << 57,
                        "",
                        "\0",
                        "a",
                        "a\0",
                        "a\0\0",
                        "abcdefg",
                        "abcdefgh");
        for (int i = 1; i < ascending.size(); i++) {
            assertThat(Prefix.of(ascending.get(i - 1))).isLessThan(Prefix.of(ascending.get(i)));
        }
        assertThat(Prefix.of(Tuple.of("user", 1))).isLessThan(Prefix.of(Tuple.of("usex", 0)));
        assertThat(Prefix.of(Tuple.of(1_000_001, 1))).isLessThan(Prefix.of(Tuple.of(1_000_002, 0)));
    }

    @Test
    void refusesKeysThatChangeOrEndRanges() {
        for (Object key :
                new Object[] {
                    new byte[0],
                    new ArrayList<>(),
                    Bound.LOWEST,
                    Tuple.of(1, List.of(Bound.HIGHEST)),
                    ImproperList.cons(List.of(1), Bound.LOWEST),
                    Map.of(1, Bound.LOWEST)
                }) {
            assertThatThrownBy(() -> TermKeys.check(key)).isInstanceOf(NotATerm.class);
        }
        assertThatThrownBy(() -> TermKeys.check(null)).isInstanceOf(NotATerm.class);
        Object key = Tuple.of(1, List.of("a"));
        assertThat(TermKeys.check(key)).isSameAs(key);
    }

    @Test
    void takesAnOrderForWhatItSays() {
        Comparator<Object> order =
                Comparator.comparing(Object::toString, String.CASE_INSENSITIVE_ORDER);
        ComparatorKeys own = new ComparatorKeys(order);
        assertThat(own.same("a", "A")).isTrue();
        assertThat(own.print("a")).isEqualTo(own.print("A"));
        assertThat(own.prefix("a")).isEqualTo(own.prefix("b"));
        assertThat(own.compare("a", "B")).isNegative();
        assertThat(own.compareTies("a", "b")).isNegative();
    }
}
