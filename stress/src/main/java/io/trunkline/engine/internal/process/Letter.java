package io.trunkline.engine.internal.process;

import java.util.concurrent.atomic.AtomicInteger;

/// A message that knows what became of it.
final class Letter {
    private static final int HANDLED = 1;
    private static final int DEAD = 1 << 8;

    private final AtomicInteger fates = new AtomicInteger();

    void handled() {
        fates.addAndGet(HANDLED);
    }

    void died() {
        fates.addAndGet(DEAD);
    }

    @Override
    public String toString() {
        return switch (fates.get()) {
            case 0 -> "lost";
            case HANDLED -> "handled";
            case DEAD -> "dead letter";
            default -> "twice: " + Integer.toHexString(fates.get());
        };
    }
}
