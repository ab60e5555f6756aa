package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.Patience;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A lock for one writer, whose readers look without locking and find out afterwards whether they
/// were disturbed.
///
/// A reader that was disturbed too often locks as well, so that it gets on. Not reentrant. How it
/// waits is [Patience]'s.
abstract class SeqLock extends SeqLockPad {
    /* Overview
     *
     * I1  The version is even while nobody writes, odd while somebody does, and RETIRED for good
     *     once the object has been replaced. Only the writer changes an odd version.
     * I2  Two equal even versions mean that nothing was changed in between: a version comes back
     *     only from a holder that changed nothing.
     * I3  A reader's plain reads come after its acquire of the version and before its second look
     *     at it; a writer's plain writes come after its version became odd and before it becomes
     *     even. So a reader that finds the version unchanged has read nothing of a writer's.
     *     References read before that second look may be followed only after it.
     */

    /// What a replaced object answers to whoever would use it.
    static final long RETIRED = -1;

    static final int LOOKS_BEFORE_LOCK = 16;

    // any thread
    private long version;

    // owned by the holder
    private int contentions;

    // --- readers ---

    /// Begins a look. The first times it only waits for a writer to leave; then it locks.
    ///
    /// @return what to validate and to end the look with; or RETIRED
    final long beginRead(int looks) {
        long stamp = versionAcquire();
        if ((stamp & 1) == 0) {
            return looks < LOOKS_BEFORE_LOCK ? stamp : lockToRead();
        }
        return awaitReadable();
    }

    /// A stamp at once if nobody is writing; otherwise an odd number.
    final long tryBeginRead() {
        return versionAcquire();
    }

    /// Whether nothing has changed since the stamp was given. Always true for the holder.
    final boolean validate(long stamp) {
        // acquire fence: orders the plain reads before this look at the version; pairs with the
        // store-store fence after a writer's CAS
        VarHandle.acquireFence();
        return versionOpaque() == stamp;
    }

    /// Ends a look.
    ///
    /// @return whether it was undisturbed
    final boolean endRead(long stamp) {
        if ((stamp & 1) == 0) {
            return validate(stamp);
        }
        unlockUnchanged();
        return true;
    }

    // --- writers ---

    final boolean tryLock() {
        long v = versionOpaque();
        return (v & 1) == 0 && tryLock(v);
    }

    /// Waits for the lock.
    ///
    /// @return false if the object is retired
    final boolean lock() {
        if (tryLock()) {
            return true;
        }
        for (int waits = 0; ; waits++) {
            long v = versionAcquire();
            if (v == RETIRED) {
                return false;
            }
            if ((v & 1) == 0 && tryLock(v)) {
                contentions++;
                return true;
            }
            Patience.pause(waits);
        }
    }

    /// Leaves; the changes are seen from now on. Does nothing if the object was retired.
    final void unlock() {
        assert isHeld();
        long v = versionOpaque();
        if (v != RETIRED) {
            // release: publishes the changes; pairs with versionAcquire of readers and with the CAS
            // of the next writer
            setVersionRelease(v + 1);
        }
    }

    /// Leaves without having changed anything, so that readers need not look again.
    final void unlockUnchanged() {
        assert isHeld();
        long v = versionOpaque();
        if (v != RETIRED) {
            // release: keeps the holder's reads in front of the next writer's writes
            setVersionRelease(v - 1);
        }
    }

    /// Sends everybody away for good; by the holder, once the replacement is published.
    final void retire() {
        assert isHeld();
        // release: publishes the directory that has the replacement; pairs with versionAcquire of
        // whoever finds RETIRED and goes back to the directory
        setVersionRelease(RETIRED);
    }

    /// The stamp under which the holder reads.
    final long heldStamp() {
        assert isHeld();
        return versionOpaque();
    }

    /// How often the lock was found taken; by the holder.
    final int contentions() {
        return contentions;
    }

    final void forgetContentions() {
        contentions = 0;
    }

    /// Whether somebody holds it; a holder may conclude that it is itself.
    final boolean isHeld() {
        return (versionOpaque() & 1) != 0;
    }

    // --- steps ---

    private boolean tryLock(long v) {
        if (!casVersion(v, v + 1)) {
            return false;
        }
        // store-store fence: keeps the plain writes behind the odd version
        VarHandle.storeStoreFence();
        return true;
    }

    private long lockToRead() {
        return lock() ? heldStamp() : RETIRED;
    }

    private long awaitReadable() {
        for (int waits = 0; ; waits++) {
            long v = versionAcquire();
            if ((v & 1) == 0 || v == RETIRED) {
                return v;
            }
            Patience.pause(waits);
        }
    }

    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(SeqLock.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long versionAcquire() {
        return (long) VERSION.getAcquire(this);
    }

    private long versionOpaque() {
        return (long) VERSION.getOpaque(this);
    }

    private void setVersionRelease(long v) {
        VERSION.setRelease(this, v);
    }

    private boolean casVersion(long expected, long next) {
        return VERSION.compareAndSet(this, expected, next);
    }
}

/// Keeps the words that a stripe's writers write off the cache line of the object before it.
abstract class SeqLockPad {
    long p01, p02, p03, p04, p05, p06, p07;
}
