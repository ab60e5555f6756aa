package io.trunkline.engine.registry;

import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Who is under which key, and what is whose. Any thread may use it; reading takes no lock.
final class Entries {
    /* Overview
     *
     * An item is in two places: in the list of its key (`lists`), where everybody looks for it, and
     * in the holdings of its owner (`holdings`), which find it when the owner ends.
     *
     * The lock of a key is what ConcurrentHashMap.compute holds for it. Order of locks: holdings,
     * then key. Under neither runs anybody's code but `hashCode` and `equals` of keys, and under
     * the holdings' none.
     *
     * I1  An item gets into a list only under the lock of its owner's holdings while they are not
     *     closed, and into the holdings under the same lock.
     * I2  The hook of the owner's end closes the holdings under that lock and then takes out all
     *     that is in them. So by I1 nothing that got in is missed, and nothing gets in later; and
     *     as the hook runs before links and monitors are told, nobody who has heard of the end
     *     finds an entry.
     * I3  Holdings are of use only while their hook is sure to run: they are put into the map, then
     *     the hook is added; if the process is dead by then they are closed and taken out again.
     * I4  `linked` says whether an item is in its list. Who takes it out finds it true, under the
     *     lock of the key, so an end is told once, whether the owner, its hook or the next holder
     *     of a unique key was the one.
     * I5  Watchers are told under the lock of the key, so they hear of a key's changes in the order
     *     in which these happened.
     */

    /// Who is told of changes, under the lock of the key: it must not block nor use the entries.
    interface Watcher {
        void added(Item item);

        /// An item is gone.
        ///
        /// @param last whether its owner has no item left under the key
        /// @param died whether its owner has ended
        void removed(Item item, boolean last, boolean died);
    }

    private final NodeServices services;
    private final Watcher watcher;
    private final boolean unique;
    private final ConcurrentHashMap<Object, ItemList> lists = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Pid, Holdings> holdings = new ConcurrentHashMap<>();
    private final LongAdder count = new LongAdder();

    /// @param unique whether a key has at most one item of a living process
    Entries(NodeServices services, Watcher watcher, boolean unique) {
        this.services = services;
        this.watcher = watcher;
        this.unique = unique;
    }

    // --- reading ---

    /// The oldest item of a living process.
    @Nullable Item first(Object key) {
        ItemList list = lists.get(key);
        return list == null ? null : living(list.first());
    }

    /// The one after it.
    @Nullable Item next(Item item) {
        return living(item.next);
    }

    private static @Nullable Item living(@Nullable Item from) {
        Item item = from;
        while (item != null && !item.owner.isAlive()) {
            item = item.next;
        }
        return item;
    }

    /// All of living processes: a walk that misses none that is there throughout.
    void forEach(Consumer<Item> action) {
        for (ItemList list : lists.values()) {
            for (Item item = living(list.first()); item != null; item = next(item)) {
                action.accept(item);
            }
        }
    }

    /// The keys that have an item.
    Set<Object> keys() {
        return Set.copyOf(lists.keySet());
    }

    long count() {
        return count.sum();
    }

    /// The items of a living process under a key, newest first.
    List<Item> of(Pid owner, Object key) {
        return read(owner, held -> held.at(key));
    }

    /// The items of a living process.
    List<Item> of(Pid owner) {
        return read(owner, Holdings::all);
    }

    private List<Item> read(Pid owner, Function<Holdings, List<Item>> reader) {
        Holdings held = holdings.get(owner);
        if (held == null || !owner.isAlive()) {
            return List.of();
        }
        held.lock.lock();
        try {
            return held.closed ? List.of() : reader.apply(held);
        } finally {
            held.lock.unlock();
        }
    }

    // --- writing ---

    /// Adds an item, unless the key is unique and taken.
    ///
    /// @return it, or the one that is in the way; null if the owner is dead
    @Nullable Item add(Item item) {
        while (true) {
            Holdings held = openHoldings(item.owner);
            if (held == null) {
                return null;
            }
            held.lock.lock();
            try {
                if (!held.closed) {
                    return addTo(held, item);
                }
            } finally {
                held.lock.unlock();
            }
            if (!item.owner.isAlive()) {
                return null;
            }
            // closed because nothing had come into them: there will be others
        }
    }

    private Item addTo(Holdings held, Item item) {
        Adding adding = new Adding(item);
        lists.compute(item.key, adding);
        if (adding.holder == item) {
            held.add(item);
        } else if (held.isEmpty()) {
            close(item.owner, held);
        }
        return adding.holder;
    }

    /// Holdings whose hook is sure to run (I3).
    ///
    /// @return null if the process is dead
    private @Nullable Holdings openHoldings(Pid owner) {
        Holdings there = holdings.get(owner);
        if (there != null) {
            return there;
        }
        Holdings made = new Holdings(this);
        made.lock.lock();
        try {
            there = holdings.putIfAbsent(owner, made);
            if (there != null) {
                return there;
            }
            if (services.addExitHook(owner, made)) {
                return made;
            }
            made.closed = true;
            holdings.remove(owner, made);
            return null;
        } finally {
            made.lock.unlock();
        }
    }

    /// Lets go of holdings that nothing came into: the process may be one whose start fails for
    /// that, and which ends without a word.
    private void close(Pid owner, Holdings held) {
        held.closed = true;
        holdings.remove(owner, held);
        services.removeExitHook(owner, held);
    }

    /// Puts an item into the list of its key, under the lock of the key.
    private final class Adding implements BiFunction<Object, @Nullable ItemList, ItemList> {
        final Item item;

        /// Whose the key is afterwards.
        Item holder;

        Adding(Item item) {
            this.item = item;
            this.holder = item;
        }

        @Override
        public ItemList apply(Object key, @Nullable ItemList there) {
            ItemList list = there == null ? new ItemList() : there;
            Item first = unique ? list.first() : null;
            if (first != null) {
                if (first.owner.isAlive()) {
                    holder = first;
                    return list;
                }
                unlink(list, first, true, true);
            }
            list.append(item);
            count.increment();
            watcher.added(item);
            return list;
        }
    }

    /// Takes items of one owner and key out.
    ///
    /// @return whether any was in
    boolean remove(List<Item> items) {
        if (items.isEmpty()) {
            return false;
        }
        Item any = items.getFirst();
        Holdings held = holdings.get(any.owner);
        if (held == null) {
            return false;
        }
        held.lock.lock();
        try {
            return !held.closed && removeFrom(held, any.key, items);
        } finally {
            held.lock.unlock();
        }
    }

    private boolean removeFrom(Holdings held, Object key, List<Item> items) {
        List<Item> in = new ArrayList<>(items.size());
        lists.computeIfPresent(
                key,
                (_, list) -> {
                    items.stream().filter(item -> item.linked).forEach(in::add);
                    in.forEach(held::remove);
                    return unlinkAll(list, in, !held.has(key), false);
                });
        return !in.isEmpty();
    }

    /// What happens at the end of a process.
    void forget(Pid owner, Holdings held) {
        List<Item> items;
        held.lock.lock();
        try {
            held.closed = true;
            items = held.all();
        } finally {
            held.lock.unlock();
        }
        holdings.remove(owner, held);
        for (int from = 0, to; from < items.size(); from = to) {
            Object key = items.get(from).key;
            to = from + 1;
            while (to < items.size() && items.get(to).key.equals(key)) {
                to++;
            }
            List<Item> ofKey = items.subList(from, to);
            lists.computeIfPresent(key, (_, list) -> unlinkAll(list, ofKey, true, true));
        }
    }

    private @Nullable ItemList unlinkAll(
            ItemList list, List<Item> items, boolean last, boolean died) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.linked) {
                unlink(list, item, last && i == items.size() - 1, died);
            }
        }
        return list.isEmpty() ? null : list;
    }

    private void unlink(ItemList list, Item item, boolean last, boolean died) {
        list.unlink(item);
        count.decrement();
        watcher.removed(item, last, died);
    }

    /// Does something while nothing changes under a key.
    void exclusively(Object key, Runnable action) {
        lists.compute(
                key,
                (_, list) -> {
                    action.run();
                    return list;
                });
    }
}
