package io.trunkline.ets.internal.store;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Rows under their keys: what a table's type says, and nothing else. Any thread may use it.
///
/// Each operation is atomic and isolated, also those on many rows: a reader that has seen any part
/// of it done finds all of it done. Readers take no lock in the common case.
///
/// Keys and rows must have been checked: keys are immutable, rows have a key. `insert` of a row
/// whose key is there replaces the row in a set (key included: an ordered set takes 1.0 for 1, and
/// stores what came last), adds the row to a bag unless an equal row is there, and always adds it
/// to a duplicate bag.
public interface Store {
    /// How many rows there are; exact when nobody is writing.
    long size();

    // --- one key ---

    /// The row of a key, in sets; allocates nothing.
    @Nullable Object get(Object key);

    /// The rows of a key, oldest first; immutable.
    List<Object> lookup(Object key);

    boolean contains(Object key);

    /// Inserts a row.
    ///
    /// @return the row it replaced, in sets; null otherwise
    @Nullable Object insert(Object row);

    /// Inserts a row if its key has none.
    ///
    /// @return null if it was inserted; otherwise a row of that key
    @Nullable Object insertNew(Object row);

    /// Deletes the rows of a key.
    ///
    /// @return them, oldest first
    List<Object> take(Object key);

    /// Deletes every copy of a row.
    ///
    /// @return how many there were
    int deleteRow(Object row);

    /// Puts `to` in the place of `from` if this very object (`==`) is still there, under the same
    /// key and, in bags, in the same place. A null `to` deletes it.
    ///
    /// @return whether it was there
    boolean replace(Object from, @Nullable Object to);

    /// Sets only: changes the row of a key in one step.
    ///
    /// @return the row that is there now; null if there is none
    @Nullable Object compute(Object key, RowFunction function);

    // --- many keys ---

    /// Inserts all, first to last.
    void insertAll(List<?> rows);

    /// Inserts all, first to last, or none if any of their keys is there already.
    ///
    /// @return whether they were inserted
    boolean insertAllNew(List<?> rows);

    /// Deletes everything.
    void clear();

    // --- walks ---

    /// A walk over a range of keys. Tables without order have one range, and their own direction.
    Cursor cursor(KeyRange range, boolean descending);

    /// The first key.
    @Nullable Neighbour first();

    /// The last key; the first in tables without order.
    @Nullable Neighbour last();

    /// The key after another, which need not be there in ordered tables.
    ///
    /// @throws UnknownKey in tables without order, if the key is not there and was not deleted
    ///   since the store was fixed
    @Nullable Neighbour after(Object key);

    /// The key before another; the one after it in tables without order. See [#after(Object)].
    @Nullable Neighbour before(Object key);

    /// From now on remembers what is deleted, so that walks from key to key may go on from there.
    /// Counted: as many releases are needed.
    void fix();

    /// Takes a fix back; with the last one the store forgets what was deleted.
    void release();

    // --- along with changes ---

    /// From now on tells a witness of every change, instead of the one told before. An operation
    /// that has begun already may be told of or not.
    void watch(Witness witness);

    // --- for people ---

    /// Bytes used besides the rows and their keys; an estimate.
    long overhead();
}
