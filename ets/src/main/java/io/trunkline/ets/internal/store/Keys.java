package io.trunkline.ets.internal.store;

/// How a table tells its keys apart and in which order it keeps them. Stateless; any thread.
public interface Keys {
    /// A hash of 64 bits, well mixed: equal for keys that are the [#same(Object, Object)]. Bit 0 is
    /// set only if no other key has this print, so that equal prints make equal keys.
    long print(Object key);

    /// Whether a table without order takes them for one key.
    boolean same(Object a, Object b);

    /// An order of keys that have the same print: zero if they are the same, or if there is no
    /// order to be found between them.
    int compareTies(Object a, Object b);

    /// The order of an ordered table; zero if it takes them for one key.
    int compare(Object a, Object b);

    /// The order in short: if `prefix(a) < prefix(b)`, as signed numbers, then a is before b. Equal
    /// prefixes say nothing.
    long prefix(Object key);
}
