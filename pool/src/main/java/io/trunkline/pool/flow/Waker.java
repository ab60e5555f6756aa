package io.trunkline.pool.flow;

import io.trunkline.engine.Behaviour;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Has a process look for what others have put in for it: by a message if it sleeps, and by none if
/// it is awake. It is awake until it first goes to sleep.
final class Waker {
    /// What a process gets that has been woken.
    static final Object WAKE = new Wake();

    /// Sends the process the message. Plain: written before the process first sleeps, and read by
    /// who finds it asleep.
    private @Nullable Runnable message;

    private volatile boolean awake = true;

    private record Wake() implements Behaviour.Notice {}

    // --- the process ---

    void sends(Runnable wake) {
        message = wake;
    }

    /// Saves others a message, from now until it goes to sleep.
    void stayAwake() {
        if (!awake) {
            awake = true;
        }
    }

    /// From now on others send a message. The process must look once more for what came before.
    void sleep() {
        awake = false;
    }

    /// Sends itself the message, and is awake until it comes.
    void again() {
        awake = true;
        send();
    }

    // --- anybody ---

    /// Wakes the process; to be called after something was put in with a volatile write.
    void wake() {
        if (!awake && casAwake()) {
            send();
        }
    }

    private void send() {
        Runnable wake = message;
        if (wake != null) {
            wake.run();
        }
    }

    private static final VarHandle AWAKE;

    static {
        try {
            AWAKE = MethodHandles.lookup().findVarHandle(Waker.class, "awake", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean casAwake() {
        return AWAKE.compareAndSet(this, false, true);
    }
}
