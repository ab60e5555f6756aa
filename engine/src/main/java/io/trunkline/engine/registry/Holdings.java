package io.trunkline.engine.registry;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The items of one process. Nearly always it is one, which then costs no map.
///
/// All but the lock is guarded by it. Once `closed` the process is dead and nothing is added.
final class Holdings implements ExitHook {
    final ReentrantLock lock = new ReentrantLock();
    private final Entries entries;

    boolean closed;
    private @Nullable Item only;

    /// The head of the chain of siblings by key; null while there is at most one item.
    private @Nullable Map<Object, Item> chains;

    Holdings(Entries entries) {
        this.entries = entries;
    }

    void add(Item item) {
        Map<Object, Item> map = chains;
        if (map == null) {
            Item other = only;
            if (other == null) {
                only = item;
                return;
            }
            map = new HashMap<>();
            map.put(other.key, other);
            only = null;
            chains = map;
        }
        item.sibling = map.put(item.key, item);
    }

    void remove(Item item) {
        Map<Object, Item> map = chains;
        if (map == null) {
            if (only == item) {
                only = null;
            }
            return;
        }
        map.computeIfPresent(item.key, (_, head) -> without(head, item));
    }

    private static @Nullable Item without(Item head, Item item) {
        if (head == item) {
            return item.sibling;
        }
        for (Item i = head; i != null; i = i.sibling) {
            if (i.sibling == item) {
                i.sibling = item.sibling;
                break;
            }
        }
        return head;
    }

    /// The items under a key, newest first.
    List<Item> at(Object key) {
        Item head = chains == null ? only : chains.get(key);
        if (head == null || !head.key.equals(key)) {
            return List.of();
        }
        return head.sibling == null ? List.of(head) : chain(head, new ArrayList<>());
    }

    boolean has(Object key) {
        return chains == null ? only != null && only.key.equals(key) : chains.containsKey(key);
    }

    boolean isEmpty() {
        return chains == null ? only == null : chains.isEmpty();
    }

    /// The items of all keys; those of one key follow each other.
    List<Item> all() {
        if (chains == null) {
            return only == null ? List.of() : List.of(only);
        }
        List<Item> all = new ArrayList<>();
        chains.values().forEach(head -> chain(head, all));
        return all;
    }

    private static List<Item> chain(Item head, List<Item> into) {
        for (Item item = head; item != null; item = item.sibling) {
            into.add(item);
        }
        return into;
    }

    @Override
    public void exited(Pid process, ExitReason reason) {
        entries.forget(process, this);
    }
}
