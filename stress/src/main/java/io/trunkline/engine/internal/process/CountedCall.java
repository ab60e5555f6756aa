package io.trunkline.engine.internal.process;

import java.util.concurrent.atomic.AtomicInteger;

/// A call that knows how often it ended.
final class CountedCall extends PendingCall {
    private final AtomicInteger endings = new AtomicInteger();

    CountedCall(Object request, ProcessCell target) {
        super(request, target);
    }

    @Override
    void completed() {
        endings.incrementAndGet();
    }

    /// How it ended.
    String ending() {
        if (!isDone()) {
            return "stuck";
        }
        if (endings.get() != 1) {
            return "ended " + endings + " times";
        }
        if (isAbandoned()) {
            return "abandoned";
        }
        return failure() == null ? "answered" : "failed";
    }
}
