package io.trunkline.ets.internal.store;

import java.util.List;

/// Is told of every change of a store, before it is seen by anybody.
///
/// Called under the locks of all keys that change, so calls for one key are in the order of its
/// changes. It must be quick, and must not use the store.
public interface Witness {
    /// One operation's changes, in the order they will have. The store changes after this returns;
    /// if it throws, nothing has changed and the exception goes to the operation's caller.
    void changing(List<RowChange> changes);

    /// The store is being emptied, in one step.
    void clearing();
}
