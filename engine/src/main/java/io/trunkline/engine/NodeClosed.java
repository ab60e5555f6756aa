package io.trunkline.engine;

/// A node that was asked for something after it was closed.
public final class NodeClosed extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public NodeClosed(String node) {
        super("node must be open: node=" + node);
    }
}
