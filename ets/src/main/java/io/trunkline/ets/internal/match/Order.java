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

    private final boolean less;
    private final boolean equal;
    private final boolean greater;

    Order(boolean less, boolean equal, boolean greater) {
        this.less = less;
        this.equal = equal;
        this.greater = greater;
    }

    boolean accepts(int comparison) {
        return comparison < 0 ? less : comparison == 0 ? equal : greater;
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
