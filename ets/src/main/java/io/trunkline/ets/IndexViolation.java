package io.trunkline.ets;

/// A row that would have the same value in a unique index as another row. Nothing has changed.
public final class IndexViolation extends BadArg {
    private static final long serialVersionUID = 1;

    public IndexViolation(String index, Object value, Object key, Object holder) {
        super(
                "value must be unique: index=%s, value=%s, key=%s, key of the other=%s"
                        .formatted(index, value, key, holder));
    }
}
