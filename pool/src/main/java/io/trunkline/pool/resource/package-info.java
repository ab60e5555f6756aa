/// Pools of resources that are lent: connections, sessions, processes that serve one at a time.
///
/// [ResourcePool] is what callers have, [ResourceSpec] what it is made from, and [Lease] what a
/// checkout gives. A resource is data in the pool, as in NimblePool; the work is done by who has
/// it, and no process stands between.
///
/// *Layout.* `PoolCore` has the resources and the rules by which they move, under one lock; what it
/// hands on is in `Checkouts`, `Leases`, `Waiters`, `Owners`, `Starts` and `Upkeep`. `IdlePath` is
/// the way past the lock, a stack or a ring. `Slot` is the place of one resource. `Keeper` is the
/// pool's process: it has resources made and closed, and ends with its node or supervisor.
@NullMarked
package io.trunkline.pool.resource;

import org.jspecify.annotations.NullMarked;
