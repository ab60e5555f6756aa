package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The idle slots of a FIFO pool that is at ease: a queue in a ring, whose ends are one word, so
/// that a checkout or a checkin is one compare-and-set there, and one in a cell of the ring.
///
/// *Overview.* The word has the turn of the next pop, how many slots are idle, the ring's size (as
/// a power of two), and a bit GUARDED. A push takes the turn behind the last, a pop the first; the
/// cell of a turn is where the slot is handed over.
///
/// - **R1.** As I1 and I2 of [IdleStack]: while GUARDED is clear any thread changes the word, by
///   compare-and-set; it is set by the holder of the lock with the same compare-and-set that takes
///   all turns there are, and while it is set only that thread changes the word.
/// - **R2.** A turn is taken by a pop after a push took it, both in the same cell. So a cell was
///   promised at least as many slots as are wanted there, and each who wants one gets one.
/// - **R3.** A cell changes by compare-and-set from empty to a slot and back, so that no slot is
///   overwritten or taken twice, also when the ring went round while a thread stood still. Which of
///   two slots a pop gets then is as if the pushes had come the other way round.
/// - **R4.** There is one ring of each size, and sizes only grow. A thread that read a ring of the
///   word's size, and then changed that word, has the ring of its turn; nothing else in the word
///   can deceive it, as the word is all there is to know.
///
/// A pop waits for a push that took its turn and has not put the slot in (one step); a push, when
/// the ring has gone round, for a pop likewise. So it is not lock-free, but nobody waits for more
/// than one step of another.
final class IdleRing<R> extends IdleWordPadding implements IdlePath<R> {
    private static final int TURN_BITS = 20;
    private static final int COUNT_BITS = 21;
    private static final int SIZE_SHIFT = TURN_BITS + COUNT_BITS;

    private static final long TURN = (1L << TURN_BITS) - 1;
    private static final long COUNT = (1L << COUNT_BITS) - 1;
    private static final long ONE = 1L << TURN_BITS;
    private static final long GUARDED = 1L << 62;

    private static final int SPINS = 100;

    /// R4. Grows under the lock while GUARDED is set.
    private volatile AtomicReferenceArray<@Nullable Slot<R>> ring;

    IdleRing(int slots) {
        this.ring = ringFor(slots);
        this.word = GUARDED | sizeOf(ring);
    }

    @Override
    public void grow(Slot<R>[] slots) {
        if (slots.length > ring.length()) {
            ring = ringFor(slots.length);
            word = GUARDED | sizeOf(ring); // volatile: publishes the ring; by R1 nobody else
        }
    }

    @Override
    public @Nullable Slot<R> pop() {
        while (true) {
            long seen = word;
            if ((seen & GUARDED) != 0 || count(seen) == 0) {
                return null;
            }
            var cells = ring;
            if (sizeOf(cells) == size(seen) && casWord(seen, after(seen, 1) - ONE)) {
                return take(cells, seen);
            }
        }
    }

    @Override
    public boolean push(Slot<R> slot) {
        while (true) {
            long seen = word;
            if ((seen & GUARDED) != 0) {
                return false;
            }
            var cells = ring;
            if (sizeOf(cells) == size(seen) && casWord(seen, seen + ONE)) {
                put(cells, seen + count(seen), slot);
                return true;
            }
        }
    }

    @Override
    public boolean isGuarded() {
        return (word & GUARDED) != 0;
    }

    // --- by the holder of the lock ---

    @Override
    public void guard(ArrayDeque<Slot<R>> into) {
        long seen = word;
        if ((seen & GUARDED) != 0) {
            return;
        }
        while (!casWord(seen, none(seen) | GUARDED)) {
            seen = word;
        }
        for (int i = 0; i < count(seen); i++) {
            into.addLast(take(ring, seen + i));
        }
    }

    @Override
    public void release(ArrayDeque<Slot<R>> from) {
        long seen = word;
        long count = from.size();
        for (int i = 0; i < count; i++) {
            put(ring, seen + i, from.removeFirst());
        }
        word = (seen & ~GUARDED) + count * ONE; // volatile: publishes the slots; by R1 nobody else
    }

    // --- the word ---

    private static long count(long word) {
        return (word >>> TURN_BITS) & COUNT;
    }

    private static long size(long word) {
        return word & (31L << SIZE_SHIFT);
    }

    /// The word whose first turn is `turns` later; turns begin anew after the last.
    private static long after(long word, long turns) {
        return (word & ~TURN) | ((word + turns) & TURN);
    }

    /// The word when all have been taken.
    private static long none(long word) {
        return after(word, count(word)) - count(word) * ONE;
    }

    private static long sizeOf(AtomicReferenceArray<?> ring) {
        return (long) Integer.numberOfTrailingZeros(ring.length()) << SIZE_SHIFT;
    }

    // --- the ring ---

    private static <R> AtomicReferenceArray<@Nullable Slot<R>> ringFor(int slots) {
        int size = slots < 2 ? 2 : Integer.highestOneBit(slots - 1) << 1;
        return new AtomicReferenceArray<>(size);
    }

    private static <R> void put(
            AtomicReferenceArray<@Nullable Slot<R>> cells, long turn, Slot<R> slot) {
        int cell = (int) turn & (cells.length() - 1);
        for (int spins = 0; !cells.compareAndSet(cell, null, slot); spins++) {
            pause(spins);
        }
    }

    private static <R> Slot<R> take(AtomicReferenceArray<@Nullable Slot<R>> cells, long turn) {
        int cell = (int) turn & (cells.length() - 1);
        for (int spins = 0; ; spins++) {
            Slot<R> slot = cells.get(cell);
            if (slot != null && cells.compareAndSet(cell, slot, null)) {
                return slot;
            }
            pause(spins);
        }
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield(); // who has that step to do may need the processor
        }
    }
}
