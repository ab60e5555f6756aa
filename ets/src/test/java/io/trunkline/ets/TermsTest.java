package io.trunkline.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

class TermsTest {
    private static final Atom A = Atom.of("a");

    /// Each is below the next.
    private static final List<Object> ASCENDING =
            List.of(
                    Double.NEGATIVE_INFINITY,
                    BigInteger.TWO.pow(2000).negate(),
                    -1.5,
                    -1,
                    0,
                    Double.MIN_VALUE,
                    1,
                    9007199254740992.0,
                    9007199254740993L,
                    9007199254740994.0,
                    Long.MAX_VALUE,
                    0x1p63,
                    BigInteger.TWO.pow(63).add(BigInteger.ONE),
                    Double.MAX_VALUE,
                    BigInteger.TWO.pow(1024),
                    Double.POSITIVE_INFINITY,
                    Double.NaN,
                    Atom.of(""),
                    A,
                    false,
                    Atom.of("g"),
                    true,
                    Atom.of("\uFFFF"),
                    Atom.of("\uD800\uDC00"),
                    Tuple.of(),
                    Tuple.of("z"),
                    Tuple.of(1, 2),
                    Tuple.of(1, A),
                    Tuple.of(1, 2, 3, 4, 5),
                    Map.of(),
                    Map.of("b", 1),
                    Map.of(1, 1, 2, 1),
                    Map.of(1, 1, 2, 2),
                    Map.of(1.0, 0, 2, 0),
                    List.of(),
                    ImproperList.cons(List.of(1), 1),
                    List.of(1),
                    List.of(1, 2),
                    ImproperList.cons(List.of(1), "tail"),
                    List.of(2),
                    "",
                    "\0",
                    "a",
                    "ab",
                    "b",
                    "\uFFFF",
                    "\uD800\uDC00",
                    Binary.of((byte) 0xFF),
                    DayOfWeek.MONDAY,
                    DayOfWeek.FRIDAY,
                    new UUID(0, 0));

    @Test
    void ordersTermsOfAllKinds() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                Object a = ASCENDING.get(i);
                Object b = ASCENDING.get(j);
                assertThat(Integer.signum(Terms.compare(a, b)))
                        .as("%s and %s", a, b)
                        .isEqualTo(Integer.compare(i, j));
                assertThat(Terms.same(a, b)).isEqualTo(i == j);
            }
        }
    }

    @Test
    void tellsIntegersFromFloatsOnlyWhenExact() {
        assertEqualButNotSame(1, 1.0);
        assertEqualButNotSame(Tuple.of(1), Tuple.of(1.0));
        assertEqualButNotSame(List.of(1), List.of(1.0));
        assertEqualButNotSame(Map.of(A, 1), Map.of(A, 1.0));
        assertEqualButNotSame(BigInteger.TWO.pow(70), 0x1p70);
        assertEqualButNotSame(-0.0, 0.0);
        assertThat(Terms.compareExact(0, -0.0)).isNegative();
        assertThat(Terms.compareExact(-0.0, 0.0)).isNegative();
        // The keys of maps are told apart.
        assertThat(Terms.compare(Map.of(1, 9), Map.of(1.0, 1))).isNegative();
    }

    @Test
    void takesNumbersOfAllSizesForOneKind() {
        for (Object one : new Object[] {(byte) 1, (short) 1, 1, 1L, BigInteger.ONE}) {
            assertThat(Terms.same(one, 1)).isTrue();
            assertThat(Terms.hash(one)).isEqualTo(Terms.hash(1L));
        }
        assertThat(Terms.same(0.5f, 0.5)).isTrue();
        assertThat(Terms.same(Double.NaN, Float.NaN)).isTrue();
    }

    @Test
    void takesTextAndItsBytesForOneTerm() {
        for (String text : List.of("", "a", "ä€\uD83D\uDE00", "\uD800")) {
            Binary bytes = Binary.of(Utf8.encode(text));
            assertThat(Terms.same(text, bytes)).isTrue();
            assertThat(Terms.hash(text)).isEqualTo(Terms.hash(bytes));
        }
        // Two surrogates apart, which no string is.
        Binary apart = Binary.of(new byte[] {-19, -96, -128, -19, -80, -128});
        assertThat(Terms.same("\uD800\uDC00", apart)).isFalse();
        assertThat(Terms.same(Binary.of((byte) 0xC0, (byte) 0x80), "\0")).isFalse();
    }

    @Test
    void comparesOtherValuesByEquals() {
        BigDecimal one = new BigDecimal("1.0");
        assertThat(Terms.same(one, new BigDecimal("1.0"))).isTrue();
        assertThat(Terms.same(one, new BigDecimal("1.00"))).isFalse();
        assertThat(Terms.compare(one, new BigDecimal("1.00"))).isNotZero();
        assertThat(Terms.compare(one, new BigDecimal("0.5"))).isPositive();
        assertThat(Terms.same(null, null)).isTrue();
        assertThat(Terms.same(null, one)).isFalse();
    }

    @Test
    void findsKeysOfMapsByValue() {
        Map<?, ?> map = (Map<?, ?>) Terms.immutable(Map.of(1, "one", 1.0, "real"));
        assertThat(map.get(1L)).isEqualTo("one");
        assertThat(map.get(1.0f)).isEqualTo("real");
        assertThat(map.get(2)).isNull();
        assertThat(map.containsKey(BigInteger.ONE)).isTrue();
        assertThatThrownBy(() -> Terms.immutable(Map.of(1, A, 1L, A)))
                .isInstanceOf(NotATerm.class)
                .hasMessage("map must have each key once: key=1");
    }

    @Test
    void refusesWhatCouldChange() {
        for (Object value : new Object[] {new int[0], new String[0][], Set.of(1)}) {
            assertThatThrownBy(() -> Terms.immutable(List.of(value)))
                    .isInstanceOf(NotATerm.class)
                    .hasMessage(
                            "term must be immutable, or a List or Map to copy: class="
                                    + value.getClass().getTypeName());
        }
        assertThatThrownBy(() -> Terms.immutable(Arrays.asList(1, null)))
                .isInstanceOf(NotATerm.class);
        assertThatThrownBy(() -> Terms.requireImmutable(new ArrayList<>()))
                .isInstanceOf(NotATerm.class);
        assertThatThrownBy(() -> Terms.requireImmutable(List.of(new ArrayList<>())))
                .isInstanceOf(NotATerm.class);
        assertThat(Terms.requireImmutable(Map.of("a", List.of())))
                .isEqualTo(Map.of("a", List.of()));
    }

    @Test
    void atomsAreNoBooleans() {
        assertThatThrownBy(() -> Atom.of("true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atom must be a Boolean: name=true");
        assertThat(Terms.compare(Atom.of("trud"), true)).isNegative();
    }

    @Test
    void joinsListsToTheirTails() {
        assertThat(ImproperList.cons(List.of(1), List.of(2))).isEqualTo(List.of(1, 2));
        assertThat(ImproperList.cons(List.of(1), ImproperList.cons(List.of(2), A)))
                .isEqualTo(ImproperList.cons(List.of(1, 2), A))
                .hasToString("[1,2|a]");
        assertThat(ImproperList.cons(List.of(), A)).isEqualTo(A);
    }

    private static void assertEqualButNotSame(Object a, Object b) {
        assertThat(Terms.compare(a, b)).isZero();
        assertThat(Terms.compare(b, a)).isZero();
        assertThat(Terms.same(a, b)).isFalse();
        assertThat(Terms.compareExact(a, b)).isEqualTo(-Terms.compareExact(b, a)).isNotZero();
    }
}
