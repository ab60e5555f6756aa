package io.trunkline.ets.internal.store;

/// How a store reads the rows of its table. Rows never change. Stateless; any thread.
public interface RowType {
    /// The key in a row that was checked before.
    Object key(Object row);

    /// Whether two rows are equal in every element (`=:=`), whatever the table says of keys.
    boolean same(Object a, Object b);
}
