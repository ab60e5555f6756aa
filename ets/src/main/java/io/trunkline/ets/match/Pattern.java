package io.trunkline.ets.match;

import io.trunkline.ets.Terms;

/// What a row, or a part of one, must look like: its term form. See [Match#row(Object...)].
///
/// Literals match what is the same term; `1` does not match 1.0, not even as a key of an ordered
/// table. A variable that is repeated matches the same term each time. A map matches every map that
/// has its keys, with values that match.
public record Pattern(Object term) {
    /// @throws io.trunkline.ets.NotATerm if it is none
    public Pattern {
        term = Terms.immutable(term);
    }

    @Override
    public String toString() {
        return Terms.toString(term);
    }
}
