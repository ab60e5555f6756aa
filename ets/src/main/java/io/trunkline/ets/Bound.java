package io.trunkline.ets;

/// What sorts below or above every term, for the ends of ranges: `tuple("a", LOWEST)` to
/// `tuple("a", HIGHEST)` are all pairs whose first element is `"a"`. No row can hold one as its
/// key, or inside it.
public enum Bound {
    LOWEST,
    HIGHEST
}
