package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Keys;

import org.jspecify.annotations.Nullable;

/// The part of an ordered table's keys that a view shows, and the direction it shows them in.
///
/// *From* and *to*, *first* and *last* are meant in that direction; *low* and *high* in the order
/// of the keys.
record Span(Keys keys, KeyRange range, boolean descending) {
    /// All keys, ascending.
    static Span all(Keys keys) {
        return new Span(keys, KeyRange.ALL, false);
    }

    KeyOrder order() {
        return new KeyOrder(keys, descending);
    }

    Span reversed() {
        return new Span(keys, range, !descending);
    }

    boolean isWhole() {
        return range.low() == null && range.high() == null;
    }

    boolean covers(Object key) {
        return !isBelow(key) && !isAbove(key);
    }

    private boolean isBelow(Object key) {
        if (range.low() == null) {
            return false;
        }
        int order = keys.compare(key, range.low());
        return order < 0 || (order == 0 && !range.lowInclusive());
    }

    private boolean isAbove(Object key) {
        if (range.high() == null) {
            return false;
        }
        int order = keys.compare(key, range.high());
        return order > 0 || (order == 0 && !range.highInclusive());
    }

    /// What is left of this when it begins at a key, which may be anywhere.
    Span startingAt(Object key, boolean inclusive) {
        if (descending ? isAbove(key) : isBelow(key)) {
            return this;
        }
        if (descending ? isBelow(key) : isAbove(key)) {
            return new Span(keys, new KeyRange(key, false, key, false), descending);
        }
        return between(key, inclusive, null, false);
    }

    /// A part of this. A null end stays where it is.
    ///
    /// @throws IllegalArgumentException if `from` is after `to`, or if an end is outside of this
    Span part(
            @Nullable Object from,
            boolean fromInclusive,
            @Nullable Object to,
            boolean toInclusive) {
        if (from != null && to != null && order().compare(from, to) > 0) {
            throw new IllegalArgumentException(
                    "from must not be after to: from=%s, to=%s".formatted(from, to));
        }
        requireEnd(from, fromInclusive, "from");
        requireEnd(to, toInclusive, "to");
        return between(from, fromInclusive, to, toInclusive);
    }

    private void requireEnd(@Nullable Object end, boolean inclusive, String name) {
        if (end == null) {
            return;
        }
        // What excludes its end may end where this does, even if this excludes that key too.
        Span allowed = inclusive ? this : closed();
        if (!allowed.covers(end)) {
            throw outside(name, end);
        }
    }

    private Span closed() {
        return new Span(keys, new KeyRange(range.low(), true, range.high(), true), descending);
    }

    private Span between(
            @Nullable Object from,
            boolean fromInclusive,
            @Nullable Object to,
            boolean toInclusive) {
        Object low = descending ? to : from;
        Object high = descending ? from : to;
        boolean lowInclusive = descending ? toInclusive : fromInclusive;
        boolean highInclusive = descending ? fromInclusive : toInclusive;
        KeyRange narrowed =
                new KeyRange(
                        low == null ? range.low() : low,
                        low == null ? range.lowInclusive() : lowInclusive,
                        high == null ? range.high() : high,
                        high == null ? range.highInclusive() : highInclusive);
        return new Span(keys, narrowed, descending);
    }

    IllegalArgumentException outside(String name, Object key) {
        return new IllegalArgumentException(
                "%s must be in the range of the view: %s=%s, range=%s"
                        .formatted(name, name, key, this));
    }

    /// As mathematicians write it, from low to high: `[a, c)`.
    @Override
    public String toString() {
        return (range.low() == null ? "(" : (range.lowInclusive() ? "[" : "(") + range.low())
                + ", "
                + (range.high() == null ? ")" : range.high() + (range.highInclusive() ? "]" : ")"));
    }
}
