package io.trunkline.ets.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.RandomTerms;
import io.trunkline.ets.Terms;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;

class TermKeysProperties {
    private static final int PAIRS = 100_000;

    @Test
    void prefixesKeepTheOrder() {
        requireOfPairs((a, b) -> {
            int order = Long.compare(Prefix.of(a), Prefix.of(b));
            return order == 0 || order == Integer.signum(Terms.compare(a, b));
        });
    }

    @Test
    void wholePrefixesAreOfOneKey() {
        requireOfPairs((a, b) -> {
            long prefix = Prefix.of(a);
            return prefix != Prefix.of(b) || !Prefix.isWhole(a, prefix) || Terms.compare(a, b) == 0;
        });
    }

    @Test
    void integersThatFitAndShortTextsAreWhole() {
        TermKeys keys = new TermKeys();
        for (Object key : List.of(0, Integer.MIN_VALUE, (1L << 57) - 1, "", "1234567", "äöü")) {
            assertThat(keys.isWhole(key, keys.prefix(key))).as("key=%s", key).isTrue();
        }
        for (Object key : List.of(1L << 57, -1L << 57, 1.0, "12345678", "äöüä", List.of())) {
            assertThat(keys.isWhole(key, keys.prefix(key))).as("key=%s", key).isFalse();
        }
        assertThat(keys.isWhole("user:1234567", keys.prefix("user:1234567", 5))).isTrue();
        assertThat(keys.isWhole("user:12345678", keys.prefix("user:12345678", 5))).isFalse();
    }

    /// Of three terms in order, the one in between begins as the outer ones do.
    @Test
    void prefixesOfWhatBeginsAlikeKeepTheOrder() {
        long seed = new Random().nextLong();
        RandomTerms random = new RandomTerms(seed);
        int alike = 0;
        for (int round = 0; round < 200; round++) {
            List<Object> terms = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                terms.add(random.next());
            }
            terms.sort(Terms.order());
            for (int i = 0; i + 4 < terms.size(); i++) {
                int skip = Prefix.common(terms.get(i), terms.get(i + 4));
                alike += skip > 0 ? 1 : 0;
                for (int j = i; j < i + 4; j++) {
                    Object a = terms.get(j);
                    Object b = terms.get(j + 1);
                    if (Prefix.of(a, skip) > Prefix.of(b, skip)
                            || (Prefix.of(a, skip) < Prefix.of(b, skip) && Terms.compare(a, b) >= 0)
                            || (Prefix.of(a, skip) == Prefix.of(b, skip)
                                    && Prefix.isWhole(a, Prefix.of(a, skip))
                                    && Terms.compare(a, b) != 0)) {
                        throw new AssertionError(
                                "seed=" + seed + ", skip=" + skip + ", a=" + a + ", b=" + b);
                    }
                }
            }
        }
        assertThat(alike).as("seed=%s", seed).isPositive();
    }

    @Test
    void printsAreEqualForTheSameAndOwnForIntegers() {
        TermKeys keys = new TermKeys();
        requireOfPairs((a, b) -> {
            boolean meet = keys.print(a) == keys.print(b);
            return keys.same(a, b) ? meet : !meet || (keys.print(a) & 1) == 0;
        });
    }

    private static void requireOfPairs(BiPredicate<Object, Object> property) {
        long seed = new Random().nextLong();
        RandomTerms random = new RandomTerms(seed);
        for (int i = 0; i < PAIRS; i++) {
            boolean numbers = i % 4 == 0;
            Object a = numbers ? random.number() : random.next();
            Object b = numbers ? random.number() : random.next();
            if (!property.test(a, b)) {
                throw new AssertionError("seed=" + seed + ", a=" + a + ", b=" + b);
            }
        }
    }
}
