package io.trunkline.ets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What must hold of any terms.
class TermsProperties {
    private static final int TERMS = 120;
    private static final int ROUNDS = 8;

    @Test
    void comparingMakesTotalOrders() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = new Random().nextLong();
            List<Object> terms = terms(seed);
            for (boolean exact : new boolean[] {false, true}) {
                int[][] order = new int[TERMS][TERMS];
                for (int i = 0; i < TERMS; i++) {
                    for (int j = 0; j < TERMS; j++) {
                        order[i][j] =
                                Integer.signum(Terms.compare(terms.get(i), terms.get(j), exact));
                    }
                }
                requireTotal(order, terms, "seed=" + seed + ", exact=" + exact);
            }
        }
    }

    @Test
    void sameComparesEqualAndHashesEqual() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = new Random().nextLong();
            List<Object> terms = terms(seed);
            for (Object a : terms) {
                for (Object b : terms) {
                    boolean same = Terms.same(a, b);
                    boolean consistent =
                            (Terms.compareExact(a, b) == 0) == same
                                    && (!same || Terms.hash(a) == Terms.hash(b))
                                    && (!same || Terms.compare(a, b) == 0);
                    if (!consistent) {
                        throw new AssertionError("seed=" + seed + ", a=" + a + ", b=" + b);
                    }
                }
                Object copy = Terms.immutable(a);
                assertThat(Terms.same(a, copy)).as("seed=" + seed + ", a=" + a).isTrue();
                assertThat(Terms.immutable(copy)).as("seed=" + seed).isSameAs(copy);
                assertThat(Terms.requireImmutable(copy)).as("seed=" + seed).isSameAs(copy);
            }
        }
    }

    @Test
    void boundsAreAroundEveryTerm() {
        long seed = new Random().nextLong();
        for (Object term : terms(seed)) {
            assertThat(Terms.compare(Bound.LOWEST, term)).as("seed=%s", seed).isNegative();
            assertThat(Terms.compare(term, Bound.HIGHEST)).as("seed=%s", seed).isNegative();
            Object low = ImproperList.cons(List.of(term), Bound.LOWEST);
            Object high = ImproperList.cons(List.of(term), Bound.HIGHEST);
            assertThat(Terms.compare(low, List.of(term))).as("seed=%s", seed).isNegative();
            assertThat(Terms.compare(ImproperList.cons(List.of(term), term), high))
                    .as("seed=%s", seed)
                    .isNegative();
        }
    }

    private static void requireTotal(int[][] order, List<Object> terms, String about) {
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                if (order[i][j] != -order[j][i]) {
                    throw new AssertionError(
                            about + ": not antisymmetric: " + terms.get(i) + ", " + terms.get(j));
                }
                for (int k = 0; k < TERMS; k++) {
                    if (order[i][j] <= 0
                            && order[j][k] <= 0
                            && order[i][k] != Math.max(-1, order[i][j] + order[j][k])) {
                        throw new AssertionError(
                                about
                                        + ": not transitive: "
                                        + terms.get(i)
                                        + ", "
                                        + terms.get(j)
                                        + ", "
                                        + terms.get(k));
                    }
                }
            }
        }
    }

    private static List<Object> terms(long seed) {
        RandomTerms random = new RandomTerms(seed);
        List<Object> terms = new ArrayList<>();
        while (terms.size() < TERMS) {
            terms.add(random.next());
        }
        return terms;
    }
}
