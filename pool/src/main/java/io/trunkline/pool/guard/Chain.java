package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;

/// Two guards, one inside of the other.
record Chain(Guard outer, Guard inner) implements Guard {
    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        return outer.<T, X>call(() -> inner.<T, X>call(work));
    }
}
