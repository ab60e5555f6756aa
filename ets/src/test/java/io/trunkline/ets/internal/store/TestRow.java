package io.trunkline.ets.internal.store;

/// A row of a key and a value, and how stores read it.
public record TestRow(Object key, Object value) {
    /// Rows are the same if both elements are equal.
    public static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((TestRow) row).key;
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a.equals(b);
                }
            };
}
