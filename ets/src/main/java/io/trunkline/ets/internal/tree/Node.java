package io.trunkline.ets.internal.tree;

/// A leaf, or what leads to leaves.
abstract sealed class Node permits Leaf, Inner {}
