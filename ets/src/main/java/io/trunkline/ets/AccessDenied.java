package io.trunkline.ets;

/// An operation by somebody whom the table's [Access] does not let do it.
public final class AccessDenied extends BadArg {
    private static final long serialVersionUID = 1;

    public AccessDenied(
            String operation, String table, Access access, Object owner, Object caller) {
        super(
                "caller must own the table: operation=%s, table=%s, access=%s, owner=%s, caller=%s"
                        .formatted(operation, table, access, owner, caller));
    }
}
