package io.trunkline.ets;

import java.util.function.ObjLongConsumer;

/// Numbers under keys: a table for nothing but counting. Where a [Table] makes a new row for each
/// new number, counting here at a key that is there allocates nothing.
///
/// It has an owner and access as tables have, and ends with its owner. Keys are terms, told apart
/// as in a set. Any thread may use it, as far as its [Access] lets it; each operation is atomic.
/// Every method but [#name()] throws [NoSuchTable] once it is gone.
public interface CounterTable {
    /// What it is called, for people.
    String name();

    /// How many keys there are; exact when nobody is writing.
    long size();

    /// Deletes it.
    void delete();

    /// Adds to the number of a key, which is 0 if there was none.
    ///
    /// @return the sum
    /// @throws ArithmeticException if the sum is no `long`; nothing has changed
    long add(Object key, long increment);

    /// Adds one; see [#add(Object, long)].
    default long increment(Object key) {
        return add(key, 1);
    }

    /// The number of a key; 0 if there is none.
    default long get(Object key) {
        return get(key, 0);
    }

    /// The number of a key; `otherwise` if there is none.
    long get(Object key, long otherwise);

    /// Sets the number of a key.
    void put(Object key, long value);

    /// Deletes a key.
    ///
    /// @return whether it was there
    boolean remove(Object key);

    /// Deletes all keys, in one step.
    void clear();

    /// Shows each key and its number; keys that are there throughout exactly once.
    void forEach(ObjLongConsumer<Object> action);
}
