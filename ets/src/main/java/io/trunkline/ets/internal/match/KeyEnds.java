package io.trunkline.ets.internal.match;

import io.trunkline.ets.Bound;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Between which keys those lie that match a pattern; both ends included.
record KeyEnds(Object low, Object high) {
    /// Null if they may lie anywhere.
    static @Nullable KeyEnds of(Object pattern) {
        if (HeadCompiler.isLiteral(pattern)) {
            return new KeyEnds(pattern, pattern);
        }
        return switch (pattern) {
            case Tuple _, List<?> _, ImproperList _ ->
                    new KeyEnds(
                            new Filling(Bound.LOWEST).fill(pattern),
                            new Filling(Bound.HIGHEST).fill(pattern));
            default -> null;
        };
    }

    boolean isPoint() {
        return low == high;
    }

    /// Replaces the first thing in a pattern that is no literal, and all that comes after it, by
    /// one end of all terms.
    private static final class Filling {
        private final Bound end;
        private boolean open;

        private Filling(Bound end) {
            this.end = end;
        }

        private Object fill(Object pattern) {
            if (open) {
                return end;
            }
            if (HeadCompiler.isLiteral(pattern)) {
                return pattern;
            }
            return switch (pattern) {
                case Tuple tuple -> {
                    Object[] elements = tuple.toArray();
                    for (int i = 0; i < elements.length; i++) {
                        elements[i] = fill(elements[i]);
                    }
                    yield Tuple.of(elements);
                }
                case List<?> list -> fillList(list, List.of());
                case ImproperList list -> fillList(list.elements(), list.tail());
                default -> {
                    open = true;
                    yield end;
                }
            };
        }

        /// A list may be of any length after what is bound.
        private Object fillList(List<?> elements, Object rest) {
            List<Object> filled = new ArrayList<>();
            for (Object element : elements) {
                if (!open) {
                    filled.add(fill(element));
                }
            }
            return ImproperList.cons(filled, fill(rest));
        }
    }
}
