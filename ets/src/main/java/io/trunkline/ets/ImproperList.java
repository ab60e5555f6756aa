package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A list whose tail is no list: `[a, b | c]`. Immutable.
public final class ImproperList {
    private final List<Object> elements;
    private final Object tail;

    private ImproperList(List<Object> elements, Object tail) {
        this.elements = elements;
        this.tail = tail;
    }

    /// Puts elements before a tail, as Erlang's `[E1, E2 | Tail]` does: the result is a `List` if
    /// the tail is one, the tail if there are no elements, and an `ImproperList` otherwise.
    ///
    /// @throws NotATerm if one of them is none
    public static Object cons(List<?> elements, Object tail) {
        Object end = Terms.immutable(tail);
        if (elements.isEmpty()) {
            return end;
        }
        List<Object> all = new ArrayList<>(elements.size());
        for (Object element : elements) {
            all.add(Terms.immutable(element));
        }
        if (end instanceof List<?> rest) {
            all.addAll(rest);
            return List.copyOf(all);
        }
        if (end instanceof ImproperList rest) {
            all.addAll(rest.elements);
            end = rest.tail;
        }
        return new ImproperList(List.copyOf(all), end);
    }

    /// The elements before the tail, at least one.
    public List<Object> elements() {
        return elements;
    }

    public Object tail() {
        return tail;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImproperList && Terms.same(this, other);
    }

    @Override
    public int hashCode() {
        return Terms.hash(this);
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
