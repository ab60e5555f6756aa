/// Tables without order: sets, bags and duplicate bags.
///
/// A [HashStore] keeps its keys in the order of their prints, and cuts that order into stripes,
/// each a small sorted array with a lock of its own. A [CounterStore] does the same for numbers.
///
/// # Layout
///
/// A *print* is 64 bits that stand for a key; the *place* of an entry is its (print, tie), where a
/// tie is decided by the keys themselves. The directory is an array whose index is the top bits of
/// a print. Each element is the [Stripe] of these prints; a stripe of small *depth* fills several
/// elements in a row. Nothing about a key's place depends on how many rows or stripes there are, so
/// a walk needs to know no more than where it is, and goes on whatever has grown, been split or
/// been deleted since.
///
/// # Ordering
///
/// What a thread did before a write happens before what any thread does after a read that saw the
/// write. A stripe's version word carries it: see [SeqLock]. A stripe that was replaced says so in
/// the same word, and the directory that replaced it is published before.
///
/// # Locks
///
/// Stripes are locked in the order of their prints, then the directory. Nobody waits for a stripe
/// while holding the directory.
@NullMarked
package io.trunkline.ets.internal.hash;

import org.jspecify.annotations.NullMarked;
