package io.trunkline.ets.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.internal.store.RowBuffer;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/// Checks the invariants of a tree that nobody is using.
final class Structure {
    private final Rules rules;
    private final Set<Integer> depths = new HashSet<>();
    private long rows;
    private long leaves;
    private @Nullable Object previous;

    private Structure(Rules rules) {
        this.rules = rules;
    }

    static void check(OrderedStore store, TestKeys keys, int fanout) {
        Structure structure = new Structure(new Rules(keys, Row.TYPE, fanout));
        structure.visit(store.shape().rootAcquire(), Fences.NONE, 0);
        assertThat(structure.depths).as("depths of leaves").hasSize(1);
        assertThat(store.size()).isEqualTo(structure.rows);
        assertThat(store.shape().leaves()).isEqualTo(structure.leaves);
    }

    private void visit(Node node, Fences fences, int depth) {
        switch (node) {
            case Leaf leaf -> visit(leaf, fences, depth);
            case Inner inner -> {
                assertThat(inner.size()).as("children").isBetween(2, rules.fanout());
                for (int slot = 0; slot < inner.size(); slot++) {
                    Fences own = inner.fencesOf(slot, slot + 1, fences);
                    assertOrder(own.low(), own.high());
                    if (own.low() != null) {
                        assertThat(inner.slotOf(own.low(), rules)).isEqualTo(slot);
                        assertThat(inner.slotFrom(own.low(), false, true, rules))
                                .isEqualTo(slot == 0 ? 0 : slot - 1);
                    }
                    visit(inner.childAcquire(slot), own, depth + 1);
                }
            }
        }
    }

    private void visit(Leaf leaf, Fences fences, int depth) {
        leaves++;
        depths.add(depth);
        assertThat(Leaf.isStable(leaf.versionAcquire())).as("unlocked").isTrue();
        assertThat(leaf.count()).isBetween(0, leaf.capacity());
        RowBuffer all = new RowBuffer(leaf.capacity());
        leaf.copyAscending(all, 0, leaf.capacity());
        for (int i = 0; i < leaf.capacity(); i++) {
            if (i >= leaf.count()) {
                assertThat(all.get(i)).as("row beyond the count").isNull();
                continue;
            }
            Object key = rules.keyOf(all.get(i));
            assertThat(leaf.find(key, rules)).isEqualTo(i);
            assertOrder(previous, key);
            previous = key;
            if (fences.low() != null) {
                assertThat(rules.compare(fences.low(), key)).isLessThanOrEqualTo(0);
            }
            assertOrder(key, fences.high());
            rows++;
        }
    }

    private void assertOrder(@Nullable Object low, @Nullable Object high) {
        if (low != null && high != null) {
            assertThat(rules.compare(low, high)).as("%s before %s", low, high).isNegative();
        }
    }
}
