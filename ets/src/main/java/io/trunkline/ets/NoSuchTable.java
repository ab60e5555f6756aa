package io.trunkline.ets;

/// A table that is gone, or a name that no table has.
public final class NoSuchTable extends BadArg {
    private static final long serialVersionUID = 1;

    public NoSuchTable(String table) {
        super("table must exist: table=" + table);
    }
}
