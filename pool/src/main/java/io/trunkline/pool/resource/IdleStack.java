package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
final class IdleStack<R> extends IdleWordPadding {
    /// The most slots that the word has room for.
    static final int LARGEST = (1 << 20) - 2;

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

    Slot<R>[] slots() {
        return slots;
    }

    void slots(Slot<R>[] more) {
        slots = more;
    }

    /// Takes the top; null if there is none, or the lock is needed.
    @Nullable Slot<R> pop() {
        while (true) {
            long seen = word;
            int top = (int) (seen & TOP);
            if (top == 0 || (seen & GUARDED) != 0) {
                return null;
            }
            Slot<R> slot = slots[top - 1];
            if (WORD.compareAndSet(this, seen, successor(seen, slot.belowOpaque()))) {
                return slot;
            }
        }
    }

    /// Puts a slot on top.
    ///
    /// @return false if the lock is needed
    boolean push(Slot<R> slot) {
        while (true) {
            long seen = word;
            if ((seen & GUARDED) != 0) {
                return false;
            }
            slot.setBelowOpaque((int) (seen & TOP));
            if (WORD.compareAndSet(this, seen, successor(seen, slot.index + 1))) {
                return true;
            }
        }
    }

    /// Whether the lock is needed, as things were a moment ago.
    boolean isGuarded() {
        return (word & GUARDED) != 0;
    }

    // --- by the holder of the lock ---

    /// Sets GUARDED and takes what was idle, the oldest first. Does nothing if it is set.
    void guard(ArrayDeque<Slot<R>> into) {
        long seen = word;
        if ((seen & GUARDED) != 0) {
            return;
        }
        while (!WORD.compareAndSet(this, seen, successor(seen, 0) | GUARDED)) {
            seen = word;
        }
        for (int top = (int) (seen & TOP); top != 0; ) {
            Slot<R> slot = slots[top - 1];
            into.addFirst(slot);
            top = slot.belowOpaque();
        }
    }

    /// Gives the idle ones back and clears GUARDED.
    void release(ArrayDeque<Slot<R>> from) {
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

    // --- mechanics ---

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(IdleWord.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

/// Keeps what is before it in memory off the word's cache line.
abstract class IdleWordFrontPadding {
    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14;
}

/// The word.
abstract class IdleWord extends IdleWordFrontPadding {
    volatile long word;
}

/// Keeps what is behind it off, too.
abstract class IdleWordPadding extends IdleWord {
    long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14;
}
