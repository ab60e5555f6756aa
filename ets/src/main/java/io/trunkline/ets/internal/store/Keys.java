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

    /// How far the keys from `a` to `b`, both included, are known to begin alike: in units of this
    /// order's own, bytes of a text say. Zero says nothing, and is always right.
    default int commonPrefix(Object a, Object b) {
        return 0;
    }

    /// The order in short of keys that begin alike: as [#prefix(Object)], but of what comes after
    /// the first `skip` units. Asked only about keys from some `a` to some `b` for which
    /// [#commonPrefix(Object, Object)] is at least `skip`; with a `skip` of zero it is the other
    /// one.
    default long prefix(Object key, int skip) {
        return prefix(key);
    }

    /// Whether a prefix of a key has all of it: whatever else has this prefix, or has it after as
    /// many units and begins alike, is the same key to [#compare(Object, Object)]. False says
    /// nothing.
    default boolean isWhole(Object key, long prefix) {
        return false;
    }
}
