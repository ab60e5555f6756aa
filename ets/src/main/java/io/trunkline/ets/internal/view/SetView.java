package io.trunkline.ets.internal.view;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The keys or the entries of a map. What removes elements removes them one by one, each only if it
/// is to go at that very moment.
abstract class SetView<T> extends AbstractSet<T> {
    private final Elements<T> elements;

    SetView(Elements<T> elements) {
        this.elements = elements;
    }

    @Override
    public final int size() {
        return elements.map().size();
    }

    @Override
    public final boolean isEmpty() {
        return elements.map().isEmpty();
    }

    @Override
    public final void clear() {
        elements.map().clear();
    }

    @Override
    public final Iterator<T> iterator() {
        return elements.iterator();
    }

    @Override
    public final Spliterator<T> spliterator() {
        return elements.spliterator();
    }

    @Override
    public final void forEach(Consumer<? super T> action) {
        elements.forEach(action);
    }

    @Override
    public final boolean removeIf(Predicate<? super T> filter) {
        return elements.removeIf(filter);
    }

    @Override
    public final boolean retainAll(Collection<?> others) {
        return elements.retainAll(others);
    }

    /// Goes through the smaller of the two, as sets of the JDK do.
    @Override
    public final boolean removeAll(Collection<?> others) {
        if (others.size() >= size()) {
            return elements.removeIf(others::contains);
        }
        elements.map().table.writing();
        boolean removed = false;
        for (Object other : others) {
            removed |= remove(other);
        }
        return removed;
    }
}
