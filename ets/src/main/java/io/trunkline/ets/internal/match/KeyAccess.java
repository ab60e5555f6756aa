package io.trunkline.ets.internal.match;

import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Symbols;

import java.util.ArrayList;
import java.util.List;

/// Which of a table's keys a match specification can take rows of. Rows found this way still have
/// to match: in ordered tables a key of 1 also finds rows with 1.0, which the pattern 1 does not
/// match.
///
/// A map in a key matches greater maps, so it binds nothing.
public sealed interface KeyAccess {
    /// How the table sorts its keys.
    enum Order {
        /// Not at all.
        NONE,
        /// In the order of terms.
        TERMS,
        /// In an order of the application's, which says nothing of ranges of terms.
        OWN
    }

    /// What a person would want to know of it.
    String explain();

    /// Only rows with these keys, of which no two are one key to the table; with none if no row can
    /// match at all.
    record Lookup(List<Object> keys) implements KeyAccess {
        /// Copies the list.
        public Lookup {
            keys = List.copyOf(keys);
        }

        @Override
        public String explain() {
            return keys.isEmpty()
                    ? "no row can match"
                    : "looks up the key" + (keys.size() == 1 ? " " : "s ") + text(keys);
        }

        private static String text(List<Object> keys) {
            return String.join(", ", keys.stream().map(Terms::toString).toList());
        }
    }

    /// Only rows with keys of a range.
    record Range(KeyRange range) implements KeyAccess {
        @Override
        public String explain() {
            return "walks the keys from "
                    + Terms.toString(range.low())
                    + " to "
                    + Terms.toString(range.high());
        }
    }

    /// Any row.
    record Everything() implements KeyAccess {
        @Override
        public String explain() {
            return "walks the whole table, as the pattern binds no key";
        }
    }

    /// What the heads of a specification say of the key.
    ///
    /// @param keyPosition the key's position in a row, from 1
    static KeyAccess of(MatchSpec spec, int keyPosition, Order order) {
        List<KeyEnds> all = new ArrayList<>();
        for (MatchSpec.Clause clause : spec.clauses()) {
            Object head = clause.head();
            if (head.equals(Symbols.ANY) || Symbols.variableNumber(head) >= 0) {
                return new Everything();
            }
            if (head instanceof Tuple tuple && tuple.arity() >= keyPosition) {
                KeyEnds ends = KeyEnds.of(tuple.get(keyPosition));
                if (ends == null || (order != Order.TERMS && !ends.isPoint())) {
                    return new Everything();
                }
                all.add(ends);
            }
        }
        if (all.stream().allMatch(KeyEnds::isPoint)) {
            List<Object> keys = distinct(all);
            if (keys.size() <= 1 || order == Order.NONE) {
                return new Lookup(keys);
            }
        }
        return order == Order.TERMS ? new Range(hull(all)) : new Everything();
    }

    private static List<Object> distinct(List<KeyEnds> points) {
        List<Object> keys = new ArrayList<>();
        for (KeyEnds point : points) {
            if (keys.stream().noneMatch(key -> Terms.same(key, point.low()))) {
                keys.add(point.low());
            }
        }
        return keys;
    }

    private static KeyRange hull(List<KeyEnds> all) {
        Object low = all.stream().map(KeyEnds::low).min(Terms.order()).orElseThrow();
        Object high = all.stream().map(KeyEnds::high).max(Terms.order()).orElseThrow();
        return new KeyRange(low, true, high, true);
    }
}
