package io.trunkline.engine.genevent;

import io.trunkline.engine.Pid;

/// Thrown by a call to a handler that is not there.
public final class NoSuchHandler extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NoSuchHandler(Pid manager, Object id) {
        super("handler must be added: manager=" + manager + ", id=" + id);
    }
}
