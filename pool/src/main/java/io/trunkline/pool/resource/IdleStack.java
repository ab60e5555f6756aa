package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// The idle slots of a pool that is at ease: a stack that is one word, so that a checkout or a
/// checkin is one compare-and-set.
///
/// *Overview.* The word has the top slot's index plus one, a bit GUARDED, and a version that grows
/// with each change.
///
/// - **I1.** While GUARDED is clear any thread changes the word, by compare-and-set. While it is
///   set only the holder of the pool's lock does; `pop` and `push` refuse, and their callers take
///   the lock.
/// - **I2.** GUARDED is set only by the holder of the lock, with the same compare-and-set that
///   takes the whole stack away. So each slot is pushed before, and is among those taken, or its
///   push is refused.
/// - **I3.** `pop` reads what is beneath the top before its compare-and-set. If the top was popped
///   meanwhile, and perhaps pushed again, the version is another and the compare-and-set fails. The
///   version has 43 bits: a thread would have to stand still for exactly 2^43 changes to be
///   deceived.
final class IdleStack<R> extends IdleWordPadding implements IdlePath<R> {
    private static final long TOP = (1 << 20) - 1;
    private static final long GUARDED = 1 << 20;
    private static final long VERSION = 1 << 21;

    /// Grows under the lock while GUARDED is set, so who reads it after the word has all slots that
    /// the word may speak of.
    private volatile Slot<R>[] slots;

    IdleStack(Slot<R>[] slots) {
        this.slots = slots;
        this.word = GUARDED;
    }

    @Override
    public void grow(Slot<R>[] more) {
        slots = more;
    }

    /// Takes the top.
    @Override
    public @Nullable Slot<R> pop() {
        while (true) {
            long seen = word;
            int top = (int) (seen & TOP);
            if (top == 0 || (seen & GUARDED) != 0) {
                return null;
            }
            Slot<R> slot = slots[top - 1];
            if (casWord(seen, successor(seen, slot.belowOpaque()))) {
                return slot;
            }
        }
    }

    /// Puts a slot on top.
    @Override
    public boolean push(Slot<R> slot) {
        while (true) {
            long seen = word;
            if ((seen & GUARDED) != 0) {
                return false;
            }
            slot.setBelowOpaque((int) (seen & TOP));
            if (casWord(seen, successor(seen, slot.index + 1))) {
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
        while (!casWord(seen, successor(seen, 0) | GUARDED)) {
            seen = word;
        }
        for (int top = (int) (seen & TOP); top != 0; ) {
            Slot<R> slot = slots[top - 1];
            into.addFirst(slot);
            top = slot.belowOpaque();
        }
    }

    @Override
    public void release(ArrayDeque<Slot<R>> from) {
        int top = 0;
        for (Slot<R> slot = from.pollFirst(); slot != null; slot = from.pollFirst()) {
            slot.setBelowOpaque(top);
            top = slot.index + 1;
        }
        word = successor(word, top) & ~GUARDED; // volatile: publishes the slots; by I1 nobody else
    }

    private static long successor(long word, int top) {
        return (word & ~TOP) + VERSION | top;
    }
}
