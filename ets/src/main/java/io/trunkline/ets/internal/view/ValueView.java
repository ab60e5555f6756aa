package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The values of a map; see [SetView] for how they are removed.
final class ValueView<V> extends AbstractCollection<V> {
    private final SetMap<?, V> map;
    private final Elements<V> elements;

    ValueView(SetMap<?, V> map) {
        this.map = map;
        this.elements = new Elements<>(map, map::value, false, null);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean isEmpty() {
        return map.isEmpty();
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    public boolean contains(@Nullable Object value) {
        return map.containsValue(value);
    }

    @Override
    public boolean remove(@Nullable Object value) {
        return elements.removeFirst(it -> it.equals(value));
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        Objects.requireNonNull(others, "others");
        return elements.removeIf(others::contains);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return elements.retainAll(others);
    }

    @Override
    public boolean removeIf(Predicate<? super V> filter) {
        return elements.removeIf(filter);
    }

    @Override
    public void forEach(Consumer<? super V> action) {
        elements.forEach(action);
    }

    @Override
    public Iterator<V> iterator() {
        return elements.iterator();
    }

    @Override
    public Spliterator<V> spliterator() {
        return elements.spliterator();
    }
}
