package io.trunkline.ets.internal.tree;

import java.util.ArrayList;
import java.util.List;

/// The way from the root to a leaf. True as long as the structure lock is held.
final class Path {
    /// One step: from a node with these fences to its child `slot`.
    record Step(Inner node, int slot, Fences fences) {
        Fences childFences() {
            return node.fencesOf(slot, fences);
        }
    }

    private final List<Step> steps;
    final Leaf leaf;

    private Path(List<Step> steps, Leaf leaf) {
        this.steps = steps;
        this.leaf = leaf;
    }

    static Path to(Object key, Node root, Rules rules) {
        ArrayList<Step> steps = new ArrayList<>();
        Fences fences = Fences.NONE;
        Node node = root;
        while (node instanceof Inner inner) {
            Step step = new Step(inner, inner.slotOf(key, rules), fences);
            steps.add(step);
            fences = step.childFences();
            node = inner.childAcquire(step.slot());
        }
        return new Path(steps, (Leaf) node);
    }

    /// How many inner nodes lead to the leaf.
    int depth() {
        return steps.size();
    }

    Step step(int level) {
        return steps.get(level);
    }

    Fences leafFences() {
        return steps.isEmpty() ? Fences.NONE : steps.getLast().childFences();
    }
}
