/// What goes along with the changes of a table: secondary indexes, limits of time and size, and
/// subscriptions.
///
/// All of it is told by [io.trunkline.ets.internal.store.Witness], under the locks of the keys that
/// change and before the change is seen. Whoever reads one of those keys meanwhile waits, so what
/// is done here is in one step with the change.
///
/// # Locks
///
/// The store's locks, then those of an index's store, or a subscription's, or the retention's; the
/// last three are leaves.
@NullMarked
package io.trunkline.ets.internal.watch;

import org.jspecify.annotations.NullMarked;
