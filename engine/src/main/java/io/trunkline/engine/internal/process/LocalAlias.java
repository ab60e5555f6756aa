package io.trunkline.engine.internal.process;

import io.trunkline.engine.Alias;

/// An alias that is no monitor.
final class LocalAlias implements Alias {
    private final ProcessCell owner;
    private final Mode mode;

    /// Guarded by the owner's relations.
    private boolean active = true;

    LocalAlias(ProcessCell owner, Mode mode) {
        if (mode == Mode.DEMONITOR) {
            throw new IllegalArgumentException(
                    "mode must be EXPLICIT_UNALIAS or REPLY without a monitor: mode=" + mode);
        }
        this.owner = owner;
        this.mode = mode;
    }

    ProcessCell owner() {
        return owner;
    }

    @Override
    public void send(Object message) {
        Context sender = Context.current();
        sender.checkAlive();
        Relations relations = owner.relations();
        relations.lock.lock();
        try {
            if (active && !relations.closed) {
                active = mode != Mode.REPLY;
                owner.deliverSignal(message, sender);
            }
        } finally {
            relations.lock.unlock();
        }
    }

    boolean unalias() {
        Relations relations = owner.relations();
        relations.lock.lock();
        try {
            boolean was = active && !relations.closed;
            active = false;
            return was;
        } finally {
            relations.lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "alias(" + owner + ")";
    }
}
