package io.trunkline.pool.resource;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word of an [IdlePath], alone on its cache line: this class and [IdleWordPadding] keep others
/// off.
abstract class IdleWord extends IdleWordFrontPadding {
    volatile long word;

    final boolean casWord(long expected, long next) {
        return WORD.compareAndSet(this, expected, next);
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
