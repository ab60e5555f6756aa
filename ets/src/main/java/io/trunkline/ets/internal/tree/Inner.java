package io.trunkline.ets.internal.tree;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// What leads to the leaves: children, and the separators between them.
///
/// Immutable, but for the children: one may be replaced by another in charge of the very same range
/// of keys. A node that was itself replaced goes on leading to where its children were; whoever is
/// still in it finds leaves that are in charge, or dead ones and starts again.
final class Inner extends Node {
    /// What a node takes for each child, with references of four bytes.
    static final long BYTES_A_CHILD = 18;

    private final long[] prefixes;
    private final Object[] separators;
    private final Node[] children;

    /// All keys from the lowest to the highest fence or, where that is open, separator begin alike
    /// for so many units; prefixes are taken after those.
    private final int skip;

    /// Whether a key that is looked for can be outside of that range.
    private final boolean checkLow;

    private final boolean checkHigh;

    private Inner(long[] prefixes, Object[] separators, Node[] children, int skip, Fences fences) {
        this.prefixes = prefixes;
        this.separators = separators;
        this.children = children;
        this.skip = skip;
        this.checkLow = skip > 0 && fences.low() == null;
        this.checkHigh = skip > 0 && fences.high() == null;
    }

    /// A node of any size.
    ///
    /// @param separators one less than children
    static Inner of(Object[] separators, Node[] children, Fences fences, Rules rules) {
        return build(separators, children, new long[separators.length], -1, fences, rules);
    }

    // --- looking for a child ---

    /// The child in charge of a key.
    int slotOf(Object key, Rules rules) {
        return slot(key, true, rules);
    }

    /// The child that a walk goes to next, from `key` on or from beyond it; from null, the first on
    /// this way.
    int slotFrom(@Nullable Object key, boolean inclusive, boolean descending, Rules rules) {
        if (key == null) {
            return descending ? separators.length : 0;
        }
        return slot(key, inclusive || !descending, rules);
    }

    /// How many separators are below `key`, or not above it.
    private int slot(Object key, boolean orEqual, Rules rules) {
        int n = separators.length;
        if (checkLow) {
            int order = rules.compare(separators[0], key);
            if (order > 0 || (order == 0 && !orEqual)) {
                return 0;
            }
        }
        if (checkHigh) {
            int order = rules.compare(separators[n - 1], key);
            if (order < 0 || (order == 0 && orEqual)) {
                return n;
            }
        }
        long prefix = rules.prefix(key, skip);
        int first = Prefixes.firstNotBelow(prefixes, n, prefix);
        if (first == n || prefixes[first] != prefix) {
            return first;
        }
        return slotAmongTies(key, prefix, first, orEqual, rules);
    }

    private int slotAmongTies(Object key, long prefix, int first, boolean orEqual, Rules rules) {
        int low = first;
        int high = Prefixes.firstAbove(prefixes, separators.length, prefix);
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = rules.compare(separators[middle], key);
            if (order < 0 || (orEqual && order == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int size() {
        return children.length;
    }

    /// acquire: sees all of the child; pairs with setChildRelease
    Node childAcquire(int slot) {
        return (Node) CHILD.getAcquire(children, slot);
    }

    /// The fences of a child, given those of this node.
    Fences fencesOf(int slot, Fences own) {
        return fencesOf(slot, slot + 1, own);
    }

    /// The fences of the children `[from, to)` together.
    Fences fencesOf(int from, int to, Fences own) {
        return new Fences(
                from == 0 ? own.low() : separators[from - 1],
                to == children.length ? own.high() : separators[to - 1]);
    }

    /// The fence between a child and the next one on this way; null if there is no next one here.
    @Nullable Object fenceBeyond(int slot, boolean descending) {
        int index = descending ? slot - 1 : slot;
        return index < 0 || index == separators.length ? null : separators[index];
    }

    /// The fence between a child and the one on its right.
    Object separator(int slot) {
        return separators[slot];
    }

    // --- changing the shape, under the structure lock ---

    /// release: publishes the child; pairs with childAcquire
    void setChildRelease(int slot, Node child) {
        CHILD.setRelease(children, slot, child);
    }

    /// This node with the children `[from, to)` replaced by others; of any size.
    Inner with(int from, int to, Node[] nodes, Object[] between, Fences fences, Rules rules) {
        int tail = children.length - to;
        Node[] newChildren = Arrays.copyOf(children, from + nodes.length + tail);
        System.arraycopy(nodes, 0, newChildren, from, nodes.length);
        System.arraycopy(children, to, newChildren, from + nodes.length, tail);

        Object[] newSeparators = Arrays.copyOf(separators, newChildren.length - 1);
        long[] newPrefixes = Arrays.copyOf(prefixes, newChildren.length - 1);
        System.arraycopy(between, 0, newSeparators, from, between.length);
        for (int i = 0; i < between.length; i++) {
            // an open end: not known to begin like the others yet, so build may take it back
            newPrefixes[from + i] = checkLow || checkHigh ? 0 : rules.prefix(between[i], skip);
        }
        int kept = separators.length - (to - 1);
        int target = from + between.length;
        System.arraycopy(separators, to - 1, newSeparators, target, kept);
        System.arraycopy(prefixes, to - 1, newPrefixes, target, kept);
        boolean known = !(checkLow || checkHigh) || between.length == 0;
        return build(newSeparators, newChildren, newPrefixes, known ? skip : -1, fences, rules);
    }

    /// A node with some of the children of this one.
    Inner part(int from, int to, Fences fences, Rules rules) {
        return build(
                Arrays.copyOfRange(separators, from, to - 1),
                Arrays.copyOfRange(children, from, to),
                Arrays.copyOfRange(prefixes, from, to - 1),
                skip,
                fences,
                rules);
    }

    /// This node and its right neighbour in one; of any size.
    Inner joined(Object between, Inner right, Fences fences, Rules rules) {
        Node[] newChildren = Arrays.copyOf(children, children.length + right.children.length);
        System.arraycopy(right.children, 0, newChildren, children.length, right.children.length);
        Object[] newSeparators = Arrays.copyOf(separators, newChildren.length - 1);
        newSeparators[separators.length] = between;
        System.arraycopy(
                right.separators, 0, newSeparators, children.length, right.separators.length);
        return of(newSeparators, newChildren, fences, rules);
    }

    /// Makes a node, with prefixes that tell its separators apart if any do.
    ///
    /// @param prefixes those of the separators, taken after `skip` units; not known if that is -1
    private static Inner build(
            Object[] separators,
            Node[] children,
            long[] prefixes,
            int skip,
            Fences fences,
            Rules rules) {
        int n = separators.length;
        if (n == 0) {
            return new Inner(prefixes, separators, children, 0, fences);
        }
        Object low = fences.low() == null ? separators[0] : fences.low();
        Object high = fences.high() == null ? separators[n - 1] : fences.high();
        boolean tell = skip >= 0 && !Prefixes.hasTies(prefixes, 0, n);
        int common = rules.keys().commonPrefix(low, high);
        // Less than there could be will do while it tells keys apart: new prefixes mean a look at
        // every key.
        if (skip == common || (tell && skip < common)) {
            return new Inner(prefixes, separators, children, skip, fences);
        }
        for (int i = 0; i < n; i++) {
            prefixes[i] = rules.prefix(separators[i], common);
        }
        return new Inner(prefixes, separators, children, common, fences);
    }

    // --- mechanics ---

    private static final VarHandle CHILD = MethodHandles.arrayElementVarHandle(Node[].class);
}
