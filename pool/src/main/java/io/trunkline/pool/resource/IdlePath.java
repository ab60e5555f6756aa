package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// The idle slots of a pool that is at ease, and the way past its lock: a checkout pops, a checkin
/// pushes. While GUARDED is set both refuse, and the idle ones are with the holder of the lock.
sealed interface IdlePath<R> permits IdleStack, IdleRing {
    /// The most slots there may be.
    int LARGEST = (1 << 20) - 2;

    /// Takes a slot; null if there is none, or the lock is needed.
    @Nullable Slot<R> pop();

    /// Puts a slot in.
    ///
    /// @return false if the lock is needed
    boolean push(Slot<R> slot);

    /// Whether the lock is needed, as things were a moment ago.
    boolean isGuarded();

    // --- by the holder of the lock ---

    /// Sets GUARDED and takes what was idle, the oldest first. Does nothing if it is set.
    void guard(ArrayDeque<Slot<R>> into);

    /// Gives the idle ones back and clears GUARDED.
    void release(ArrayDeque<Slot<R>> from);

    /// There are more slots now. GUARDED is set.
    void grow(Slot<R>[] slots);
}
