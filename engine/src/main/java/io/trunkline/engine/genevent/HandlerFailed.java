package io.trunkline.engine.genevent;

import io.trunkline.engine.Pid;

/// Thrown by a call to a handler that threw, and which is gone now; what it threw is the cause.
public final class HandlerFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    HandlerFailed(Pid manager, Object id, Throwable cause) {
        super("handler must not throw: manager=" + manager + ", id=" + id, cause);
    }
}
