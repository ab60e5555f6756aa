package io.trunkline.ets.internal.match;

import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;

import java.util.List;
import java.util.Map;

/// A part of a head.
abstract sealed class PatternNode {
    /// Whether a value looks like this; puts the values of variables into the matcher's slots.
    abstract boolean matches(Object value, Matcher matcher);

    /// How many elements a row that matches must have; -1 if this is not a row's.
    int arityOfRow() {
        return -1;
    }

    static final class Any extends PatternNode {
        static final Any INSTANCE = new Any();

        private Any() {}

        @Override
        boolean matches(Object value, Matcher matcher) {
            return true;
        }
    }

    /// A variable where it first occurs.
    static final class Bind extends PatternNode {
        private final int slot;

        Bind(int slot) {
            this.slot = slot;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            matcher.slots[slot] = value;
            return true;
        }
    }

    /// A variable where it occurs again.
    static final class Again extends PatternNode {
        private final int slot;

        Again(int slot) {
            this.slot = slot;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            return Terms.same(matcher.slots[slot], value);
        }
    }

    static final class Literal extends PatternNode {
        private final Object term;

        Literal(Object term) {
            this.term = term;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            return Terms.same(term, value);
        }
    }

    /// The row itself.
    static final class OfRow extends PatternNode {
        private final OfTuple pattern;

        OfRow(OfTuple pattern) {
            this.pattern = pattern;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            return pattern.matches(value, matcher.rows, matcher);
        }

        @Override
        int arityOfRow() {
            return pattern.arity;
        }
    }

    /// A tuple in the row.
    static final class OfTuple extends PatternNode {
        private final int arity;
        private final int[] positions;
        private final PatternNode[] elements;

        /// @param positions of the elements to look at, ascending
        OfTuple(int arity, int[] positions, PatternNode[] elements) {
            this.arity = arity;
            this.positions = positions;
            this.elements = elements;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            return matches(value, TupleView.TUPLES, matcher);
        }

        private boolean matches(Object value, RowView rows, Matcher matcher) {
            if (rows.arity(value) != arity) {
                return false;
            }
            for (int i = 0; i < positions.length; i++) {
                if (!elements[i].matches(rows.element(value, positions[i]), matcher)) {
                    return false;
                }
            }
            return true;
        }
    }

    static final class OfList extends PatternNode {
        private final PatternNode[] elements;
        private final PatternNode rest;

        /// @param elements at least one
        OfList(PatternNode[] elements, PatternNode rest) {
            this.elements = elements;
            this.rest = rest;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            return switch (value) {
                case List<?> list ->
                        beginsWithElements(list, matcher)
                                && rest.matches(Lists.from(list, elements.length), matcher);
                case ImproperList list ->
                        beginsWithElements(list.elements(), matcher)
                                && rest.matches(Lists.from(list, elements.length), matcher);
                default -> false;
            };
        }

        private boolean beginsWithElements(List<?> list, Matcher matcher) {
            if (list.size() < elements.length) {
                return false;
            }
            for (int i = 0; i < elements.length; i++) {
                if (!elements[i].matches(list.get(i), matcher)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Matches maps that have at least these keys.
    static final class OfMap extends PatternNode {
        private final Object[] keys;
        private final PatternNode[] values;

        OfMap(Object[] keys, PatternNode[] values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        boolean matches(Object value, Matcher matcher) {
            if (!(value instanceof Map<?, ?> map) || map.size() < keys.length) {
                return false;
            }
            Map<?, ?> terms = Maps.ofTerms(map);
            for (int i = 0; i < keys.length; i++) {
                Object found = terms.get(keys[i]);
                if (found == null || !values[i].matches(found, matcher)) {
                    return false;
                }
            }
            return true;
        }
    }
}
