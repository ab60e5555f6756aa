package io.trunkline.engine.registry;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// One entry in its place: in the list of its key and among the holdings of its owner.
final class Item {
    // immutable
    final Object key;
    final Pid owner;

    /// What lookups give, made once so that they make nothing.
    final Optional<Pid> found;

    // any thread
    private volatile List<Entry> view;

    // guarded by the lock of the key
    @Nullable Item previous;
    boolean linked;

    /// Written under the lock of the key, read by anybody. It stays when the item is taken out, so
    /// that who stands on it finds the way on.
    volatile @Nullable Item next;

    /// The owner's next item under the same key; guarded by the lock of its holdings.
    @Nullable Item sibling;

    Item(Object key, Pid owner, @Nullable Object value) {
        this.key = key;
        this.owner = owner;
        this.found = Optional.of(owner);
        this.view = List.of(new Entry(key, owner, value));
    }

    /// As the list of itself.
    List<Entry> view() {
        return view;
    }

    Entry entry() {
        return view.getFirst();
    }

    @Nullable Object value() {
        return entry().value();
    }

    /// By the owner.
    void value(@Nullable Object value) {
        view = List.of(new Entry(key, owner, value));
    }
}
