package io.trunkline.ets.internal.hash;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/// The keys that were deleted from a stripe during one fix. Guarded by the stripe's lock.
///
/// Where such a key was follows from its place in the order; only a key that had no order with its
/// neighbour is remembered with the one before it.
final class DeletedKeys {
    private final SlotType type;
    private final long fix;
    private final Map<Deleted, Deleted> keys = new HashMap<>();

    DeletedKeys(SlotType type, long fix) {
        this.type = type;
        this.fix = fix;
    }

    /// Which fix it was.
    long fix() {
        return fix;
    }

    void add(long print, Object key, @Nullable Object tieBefore) {
        Deleted entry = new Deleted(type, print, key, tieBefore);
        keys.put(entry, entry);
    }

    boolean has(long print, Object key) {
        return keys.containsKey(new Deleted(type, print, key, null));
    }

    /// What stood before a deleted key, if there was no order between them.
    @Nullable Object tieBefore(long print, Object key) {
        Deleted entry = keys.get(new Deleted(type, print, key, null));
        return entry == null ? null : entry.tieBefore;
    }

    DeletedKeys below(long print) {
        return only(p -> Long.compareUnsigned(p, print) < 0);
    }

    DeletedKeys from(long print) {
        return only(p -> Long.compareUnsigned(p, print) >= 0);
    }

    private DeletedKeys only(LongPredicate chosen) {
        DeletedKeys some = new DeletedKeys(type, fix);
        for (Deleted entry : keys.values()) {
            if (chosen.test(entry.print)) {
                some.keys.put(entry, entry);
            }
        }
        return some;
    }

    /// Comparable, so that many keys of one print are still found quickly.
    private record Deleted(SlotType type, long print, Object key, @Nullable Object tieBefore)
            implements Comparable<Deleted> {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Deleted that
                    && print == that.print
                    && type.areSame(key, that.key);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(print);
        }

        @Override
        public int compareTo(Deleted that) {
            int order = Long.compareUnsigned(print, that.print);
            return order != 0 ? order : type.compareTies(key, that.key);
        }
    }
}
