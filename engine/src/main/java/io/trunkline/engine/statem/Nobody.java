package io.trunkline.engine.statem;

import io.trunkline.engine.From;

/// The caller of events that are no calls.
enum Nobody implements From {
    WAITS;

    @Override
    public void reply(Object reply) {
        throw new IllegalStateException("reply must answer a call: reply=" + reply);
    }

    @Override
    public boolean isExpired() {
        return true;
    }
}
