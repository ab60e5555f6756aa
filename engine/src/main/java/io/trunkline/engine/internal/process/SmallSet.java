package io.trunkline.engine.internal.process;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// A set that is nearly always empty or has one element, and then costs nothing more. In the order
/// of insertion. Guarded by the lock of the [Relations] it is part of.
final class SmallSet<T> {
    /// Null, the only element, or a [Many].
    private @Nullable Object content;

    private static final class Many<T> {
        final LinkedHashSet<T> elements = new LinkedHashSet<>();
    }

    boolean add(T element) {
        Object c = content;
        if (c == null) {
            content = element;
            return true;
        }
        if (c instanceof Many<?>) {
            return many(c).elements.add(element);
        }
        if (c.equals(element)) {
            return false;
        }
        Many<T> many = new Many<>();
        many.elements.add(only(c));
        many.elements.add(element);
        content = many;
        return true;
    }

    boolean remove(T element) {
        Object c = content;
        if (c == null) {
            return false;
        }
        if (c instanceof Many<?>) {
            Many<T> many = many(c);
            boolean removed = many.elements.remove(element);
            if (many.elements.isEmpty()) {
                content = null;
            }
            return removed;
        }
        if (c.equals(element)) {
            content = null;
            return true;
        }
        return false;
    }

    List<T> toList() {
        Object c = content;
        if (c == null) {
            return List.of();
        }
        return c instanceof Many<?> ? new ArrayList<>(many(c).elements) : List.of(only(c));
    }

    @SuppressWarnings("unchecked") // add puts in nothing else
    private Many<T> many(Object c) {
        return (Many<T>) c;
    }

    @SuppressWarnings("unchecked") // add puts in nothing else
    private T only(Object c) {
        return (T) c;
    }
}
