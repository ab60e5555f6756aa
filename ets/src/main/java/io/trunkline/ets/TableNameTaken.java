package io.trunkline.ets;

/// A name that another table of the node has.
public final class TableNameTaken extends BadArg {
    private static final long serialVersionUID = 1;

    public TableNameTaken(String name) {
        super("name must be free: name=" + name);
    }
}
