/// Rows in the order of their keys: a concurrent B+ tree.
///
/// [io.trunkline.ets.internal.tree.OrderedStore] is the store; `Shape` owns the root and is the
/// only one to change the tree's shape; `Leaf` holds rows, `Inner` leads to leaves.
///
/// # The idea
///
/// A leaf is in charge of one range of keys for all its life. When its range changes, by a split or
/// a merge, it is retired and others take its place. So whoever reaches a leaf that is alive, by
/// whatever path, however stale, is at the right one, and only leaves need to be validated: inner
/// nodes are immutable, but for the children they lead to.
///
/// # Naming
///
/// *Locked* is a leaf whose version is odd; *dead* one that was retired; a *fence* is an end of the
/// range a node is in charge of, its low one included, its high one not. A *separator* is the low
/// fence of the child on its right.
///
/// What holds, and why, is in `docs/design/ets-tree.md`.
@NullMarked
package io.trunkline.ets.internal.tree;

import org.jspecify.annotations.NullMarked;
