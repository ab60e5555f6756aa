package io.trunkline.ets.match;

import io.trunkline.ets.Terms;

/// What is computed from a row, in a guard or as a result: its term form. [Match] has all there
/// are.
public record Expression(Object term) {
    /// @throws io.trunkline.ets.NotATerm if it is none
    public Expression {
        term = Terms.immutable(term);
    }

    @Override
    public String toString() {
        return Terms.toString(term);
    }
}
