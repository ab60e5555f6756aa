package io.trunkline.ets.internal.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The root, and all that changes which nodes there are. Any thread.
final class Shape {
    /* Overview.
     *
     * The structure lock belongs to whoever changes the shape, or locks more than one leaf. It comes
     * before leaves: a thread that has a leaf and not the structure lock waits for nothing. So the
     * holder of the structure lock may wait for any leaf while it has others.
     *
     * A change of shape makes new nodes aside, publishes them by one store, of a child or of the
     * root, and only then retires the leaves they replace. Nothing is allocated after that store and
     * nothing is changed before it, so a failure leaves everything as it was.
     *
     * I5  The leaves that are alive are those that can be reached from the root, and their ranges
     *     are all keys, each once.
     * I6  A node never gets another range: what takes a child's place is in charge of its range.
     *     So from any inner node, also a stale one, the way down for a key of its range ends at a leaf
     *     that is or was in charge of the key.
     * I7  A dead leaf's successors can be found from the root: retire comes after the publication.
     *     So starting again ends.
     */

    private static final Object[] NO_SEPARATORS = {};

    private final Rules rules;
    private final ReentrantLock structure = new ReentrantLock();

    private volatile Node root;

    private final AtomicLong leaves = new AtomicLong(1);

    Shape(Rules rules) {
        this.rules = rules;
        this.root = Leaf.root(rules);
    }

    // --- finding leaves ---

    Node rootAcquire() {
        return (Node) ROOT.getAcquire(this);
    }

    /// The leaf in charge of a key; or one that was, and is dead now.
    Leaf leafOf(Object key) {
        Node node = rootAcquire();
        while (node instanceof Inner inner) {
            node = inner.childAcquire(inner.slotOf(key, rules));
        }
        return (Leaf) node;
    }

    /// Whether a leaf has so few rows that it should not stay alone.
    boolean isSparse(Leaf leaf) {
        return leaf.count() < Math.max(rules.least(), 1) && leaf != rootAcquire();
    }

    long leaves() {
        return leaves.get();
    }

    long bytes() {
        return leaves.get() * (Leaf.bytes(rules.fanout()) + Inner.BYTES_A_CHILD);
    }

    // --- the structure lock ---

    void lock() {
        structure.lock();
    }

    void unlock() {
        structure.unlock();
    }

    /// Needs the structure lock.
    Path pathTo(Object key) {
        assert structure.isHeldByCurrentThread();
        return Path.to(key, rootAcquire(), rules);
    }

    // --- one leaf too full or too empty ---

    /// Sees to it that a new row of this key has room, for now.
    void makeRoom(Object key) {
        structure.lock();
        try {
            Path path = pathTo(key);
            Leaf leaf = path.leaf;
            leaf.lock();
            boolean dead = false;
            try {
                int at = leaf.find(key, rules);
                if (at < 0 && leaf.count() == leaf.capacity()) {
                    Leaf[] parts = split(path, ~at, key);
                    dead = true;
                    for (Leaf part : parts) {
                        part.unlock(true);
                    }
                }
            } finally {
                if (!dead) {
                    leaf.unlock(false);
                }
            }
        } finally {
            structure.unlock();
        }
    }

    /// Splits a full leaf in the middle; or where it ends, if that is where the new key belongs:
    /// keys that come in order leave full leaves behind.
    private Leaf[] split(Path path, int at, Object key) {
        Leaf leaf = path.leaf;
        int count = leaf.count();
        if (at == count) {
            return divide(path, new int[] {0, count, count}, new Object[] {key});
        }
        int cut = at == 0 ? 0 : count / 2;
        Object separator = rules.keyOf(leaf.rowThere(cut));
        return divide(path, new int[] {0, cut, count}, new Object[] {separator});
    }

    /// Puts several leaves in the place of one that is locked, and retires it. Needs the structure
    /// lock.
    ///
    /// @param cuts part i gets the rows `[cuts[i], cuts[i + 1])`
    /// @param separators one between two parts
    /// @return the parts, which are locked
    Leaf[] divide(Path path, int[] cuts, Object[] separators) {
        Leaf old = path.leaf;
        Fences fences = path.leafFences();
        Leaf[] parts = new Leaf[separators.length + 1];
        for (int i = 0; i < parts.length; i++) {
            Object low = i == 0 ? fences.low() : separators[i - 1];
            Object high = i == separators.length ? fences.high() : separators[i];
            Fences own = new Fences(low, high);
            parts[i] =
                    i == 0
                            ? old.firstPart(cuts[1], own, rules)
                            : old.part(cuts[i], cuts[i + 1], own, rules);
        }
        int depth = path.depth();
        if (depth == 0) {
            setRootRelease(grow(parts, separators, Fences.NONE));
        } else {
            int slot = path.step(depth - 1).slot();
            replace(path, depth - 1, slot, slot + 1, parts, separators);
        }
        leaves.addAndGet(parts.length - 1);
        parts[0].trim();
        old.retire();
        return parts;
    }

    /// Merges the leaf of a key with a neighbour, or takes some of the neighbour's rows over, until
    /// it is no longer sparse: where room was made and then not used, the neighbour may be empty
    /// too, and no delete would come to it.
    void tidy(Object key) {
        structure.lock();
        try {
            Path path = pathTo(key);
            while (path.depth() > 0 && tidy(path)) {
                path = pathTo(key);
            }
        } catch (OutOfMemoryError e) {
            // What the caller deleted is deleted. A sparse leaf does no harm, and the next delete
            // from it tries again.
            return;
        } finally {
            structure.unlock();
        }
    }

    /// One step of it.
    ///
    /// @return whether it may not be the last
    private boolean tidy(Path path) {
        Path.Step step = path.step(path.depth() - 1);
        int slot = Math.min(step.slot(), step.node().size() - 2);
        Leaf left = (Leaf) step.node().childAcquire(slot);
        Leaf right = (Leaf) step.node().childAcquire(slot + 1);
        left.lock();
        right.lock();
        boolean dead = false;
        try {
            if (!isSparse(left) && !isSparse(right)) {
                return false;
            }
            Leaf[] parts = shareOut(path, slot, left, right);
            left.retire();
            right.retire();
            dead = true;
            boolean sparse = isSparse(parts[0]);
            for (Leaf part : parts) {
                part.unlock(true);
            }
            return sparse;
        } finally {
            if (!dead) {
                right.unlock(false);
                left.unlock(false);
            }
        }
    }

    private Leaf[] shareOut(Path path, int slot, Leaf left, Leaf right) {
        int level = path.depth() - 1;
        Path.Step step = path.step(level);
        Fences both = step.node().fencesOf(slot, slot + 2, step.fences());
        int total = left.count() + right.count();
        if (total <= rules.mergeable()) {
            Leaf[] one = {Leaf.joined(left, right, 0, total, both, rules)};
            replace(path, level, slot, slot + 2, one, NO_SEPARATORS);
            leaves.decrementAndGet();
            return one;
        }
        int half = total / 2;
        Object separator =
                rules.keyOf(
                        half < left.count()
                                ? left.rowThere(half)
                                : right.rowThere(half - left.count()));
        Fences lower = new Fences(both.low(), separator);
        Fences upper = new Fences(separator, both.high());
        Leaf[] two = {
            Leaf.joined(left, right, 0, half, lower, rules),
            Leaf.joined(left, right, half, total, upper, rules)
        };
        replace(path, level, slot, slot + 2, two, new Object[] {separator});
        return two;
    }

    // --- inner nodes ---

    /// Publishes `nodes` in the place of the children `[from, to)` of a node on the path. This may
    /// make it too large or too small, and so go on in the node above.
    private void replace(
            Path path, int level, int from, int to, Node[] nodes, Object[] separators) {
        Path.Step step = path.step(level);
        if (nodes.length == 1 && to - from == 1) {
            step.node().setChildRelease(from, nodes[0]);
            return;
        }
        Inner wide = step.node().with(from, to, nodes, separators, step.fences(), rules);
        if (level == 0) {
            setRootRelease(wide.size() == 1 ? wide.childAcquire(0) : grow(wide, Fences.NONE));
            return;
        }
        Path.Step above = path.step(level - 1);
        int slot = above.slot();
        int end = slot + 1;
        Fences fences = step.fences();
        if (wide.size() < Math.max(rules.least(), 2)) {
            int left = Math.min(slot, above.node().size() - 2);
            Inner sibling = (Inner) above.node().childAcquire(left == slot ? slot + 1 : left);
            Object between = above.node().separator(left);
            fences = above.node().fencesOf(left, left + 2, above.fences());
            wide =
                    left == slot
                            ? wide.joined(between, sibling, fences, rules)
                            : sibling.joined(between, wide, fences, rules);
            slot = left;
            end = left + 2;
        }
        Pieces pieces = pieces(wide, fences);
        replace(path, level - 1, slot, end, pieces.nodes, pieces.separators);
    }

    private static final class Pieces {
        final Node[] nodes;
        final Object[] separators;

        Pieces(Node[] nodes, Object[] separators) {
            this.nodes = nodes;
            this.separators = separators;
        }
    }

    /// Cuts a node that is too large into as few as possible, about equal ones.
    private Pieces pieces(Inner wide, Fences fences) {
        int size = wide.size();
        int count = (size + rules.fanout() - 1) / rules.fanout();
        if (count <= 1) {
            return new Pieces(new Node[] {wide}, NO_SEPARATORS);
        }
        Node[] nodes = new Node[count];
        Object[] separators = new Object[count - 1];
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) size * i / count);
            int to = (int) ((long) size * (i + 1) / count);
            nodes[i] = wide.part(from, to, wide.fencesOf(from, to, fences), rules);
            if (i > 0) {
                separators[i - 1] = wide.separator(from - 1);
            }
        }
        return new Pieces(nodes, separators);
    }

    /// A root over nodes, with as many levels as it takes.
    private Node grow(Node[] nodes, Object[] separators, Fences fences) {
        return grow(Inner.of(separators, nodes, fences, rules), fences);
    }

    private Node grow(Inner wide, Fences fences) {
        Pieces pieces = pieces(wide, fences);
        return pieces.nodes.length == 1
                ? pieces.nodes[0]
                : grow(pieces.nodes, pieces.separators, fences);
    }

    // --- everything ---

    /// Locks all leaves. Needs the structure lock.
    void lockAll(Locked locked) {
        lockAll(rootAcquire(), locked);
    }

    private static void lockAll(Node node, Locked locked) {
        switch (node) {
            case Leaf leaf -> locked.lock(leaf);
            case Inner inner -> {
                for (int slot = 0; slot < inner.size(); slot++) {
                    lockAll(inner.childAcquire(slot), locked);
                }
            }
        }
    }

    /// Starts anew with one leaf. Needs the structure lock and the locks of all leaves, which the
    /// caller retires then.
    void replaceAll(Leaf leaf) {
        setRootRelease(leaf);
        leaves.set(1);
    }

    // --- mechanics ---

    private static final VarHandle ROOT;

    static {
        try {
            ROOT = MethodHandles.lookup().findVarHandle(Shape.class, "root", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // release: publishes the tree below; pairs with rootAcquire
    private void setRootRelease(Node node) {
        ROOT.setRelease(this, node);
    }
}
