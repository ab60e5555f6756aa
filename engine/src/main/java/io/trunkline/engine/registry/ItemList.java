package io.trunkline.engine.registry;

import org.jspecify.annotations.Nullable;

/// The items of one key, oldest first. Writers hold the lock of the key; readers need none.
///
/// Items are only ever appended, and an item that is taken out keeps its `next`. So a reader meets
/// every item that is there from the beginning of its walk to the end, once and in order; of one
/// that comes or goes meanwhile it may or may not hear.
final class ItemList {
    private volatile @Nullable Item first;

    /// Guarded by the lock of the key.
    private @Nullable Item last;

    /// The oldest item, of a living process or not.
    @Nullable Item first() {
        return first;
    }

    void append(Item item) {
        Item before = last;
        item.previous = before;
        item.linked = true;
        last = item;
        // volatile: publishes the item; pairs with the reads of readers
        if (before == null) {
            first = item;
        } else {
            before.next = item;
        }
    }

    void unlink(Item item) {
        Item before = item.previous;
        Item after = item.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        item.linked = false;
    }

    boolean isEmpty() {
        return first == null;
    }
}
