package io.trunkline.ets.internal.key;

import io.trunkline.ets.RandomTerms;
import io.trunkline.ets.Terms;

import org.junit.jupiter.api.Test;

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
