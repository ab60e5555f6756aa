package io.trunkline.ets.internal.match;

import io.trunkline.ets.Terms;

/// What a comparison asks of the order of its operands.
enum Order {
    LESS(true, false, false),
    AT_MOST(true, true, false),
    EQUAL(false, true, false),
    NOT_EQUAL(true, false, true),
    AT_LEAST(false, true, true),
    GREATER(false, false, true);

    /// A bit for each sign of a comparison: rows of a table answer without a pattern, so there must
    /// be no branch to predict.
    private final int accepted;

    Order(boolean less, boolean equal, boolean greater) {
        this.accepted = (less ? 1 : 0) | (equal ? 2 : 0) | (greater ? 4 : 0);
    }

    boolean accepts(int comparison) {
        return (accepted >> (Integer.signum(comparison) + 1) & 1) != 0;
    }

    boolean holds(long a, long b) {
        int sign = (a > b ? 1 : 0) - (a < b ? 1 : 0);
        return (accepted >> (sign + 1) & 1) != 0;
    }

    boolean holds(Object a, Object b) {
        return accepts(Terms.compare(a, b));
    }

    /// The same question with the operands exchanged.
    Order reversed() {
        return switch (this) {
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case EQUAL, NOT_EQUAL -> this;
            case AT_LEAST -> AT_MOST;
            case GREATER -> LESS;
        };
    }
}
