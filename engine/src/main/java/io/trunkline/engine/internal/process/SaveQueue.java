package io.trunkline.engine.internal.process;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Messages that were taken out of the mailbox and skipped, oldest first. Changed only with the
/// consumer right. A killer may walk over it while the process's thread, which does not know yet
/// that it is dead, walks over it too: neither changes it then.
final class SaveQueue {
    static final class Entry {
        final @Nullable Object message;
        @Nullable Entry next;

        private Entry(@Nullable Object message) {
            this.message = message;
        }
    }

    /// In front of the oldest.
    final Entry head = new Entry(null);

    private Entry tail = head;
    private int size;

    boolean isEmpty() {
        return head.next == null;
    }

    int size() {
        return size;
    }

    void add(Object message) {
        Entry entry = new Entry(message);
        tail.next = entry;
        tail = entry;
        size++;
    }

    @Nullable Object poll() {
        Entry first = head.next;
        if (first == null) {
            return null;
        }
        removeAfter(head);
        return first.message;
    }

    /// Removes the entry behind `before`.
    void removeAfter(Entry before) {
        Entry removed = before.next;
        if (removed == null) {
            throw new IllegalStateException("an entry must follow: entry=" + before.message);
        }
        before.next = removed.next;
        if (removed == tail) {
            tail = before;
        }
        size--;
    }

    void forEach(Consumer<Object> action) {
        for (Entry e = head.next; e != null; e = e.next) {
            Object message = e.message;
            if (message != null) {
                action.accept(message);
            }
        }
    }
}
