package io.trunkline.ets;

/// A table held fixed (ets's `safe_fixtable`), until closed: walks from key to key may go on from
/// keys that were deleted meanwhile. Ends by itself when the process that made it ends.
public interface Fix extends AutoCloseable {
    /// Takes the fix back; does nothing the second time.
    @Override
    void close();
}
