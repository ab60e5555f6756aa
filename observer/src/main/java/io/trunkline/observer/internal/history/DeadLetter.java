package io.trunkline.observer.internal.history;

import io.trunkline.engine.Pid;

/// A message that reached nobody, as text.
public record DeadLetter(Pid receiver, String type, String message) {
    private static final int LONGEST = 500;

    static DeadLetter of(Pid receiver, Object message) {
        return new DeadLetter(receiver, message.getClass().getName(), Clip.of(message, LONGEST));
    }
}
