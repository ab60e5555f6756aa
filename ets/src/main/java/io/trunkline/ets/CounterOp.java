package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// One step of [Table#updateCounter]: adds to an integer element, within a bound if it has one.
///
/// With a bound, an increment of zero or more that leads above `threshold`, or a negative one that
/// leads below it, sets the element to `resetTo` instead.
///
/// @param position of the element, from 1; not the key's
/// @param increment an integer: a `Long`, an `Integer`, a `BigInteger`...
/// @param threshold null without a bound
/// @param resetTo null without a bound
public record CounterOp(
        int position, Number increment, @Nullable Number threshold, @Nullable Number resetTo) {
    /// @throws BadArg if a number is no integer
    public CounterOp {
        checkInteger("increment", Objects.requireNonNull(increment, "increment"));
        if ((threshold == null) != (resetTo == null)) {
            throw new BadArg(
                    "threshold and resetTo must come together: threshold=%s, resetTo=%s"
                            .formatted(threshold, resetTo));
        }
        if (threshold != null && resetTo != null) {
            checkInteger("threshold", threshold);
            checkInteger("resetTo", resetTo);
        }
    }

    /// Adds `increment` to the element at `position`.
    public static CounterOp add(int position, Number increment) {
        return new CounterOp(position, increment, null, null);
    }

    /// The same, but set to `value` when `threshold` is passed.
    public CounterOp bounded(Number limit, Number value) {
        return new CounterOp(position, increment, limit, value);
    }

    private static void checkInteger(String what, Number number) {
        if (!Terms.isInteger(number)) {
            throw new BadArg(
                    "%s must be an integer: %s=%s, class=%s"
                            .formatted(what, what, number, number.getClass().getName()));
        }
    }
}
