/// Watching a node for trouble, as `erlang:system_monitor` does: mailboxes that grow, handlers that
/// take long or block, supervisors that restart too often. Start at
/// [io.trunkline.engine.watch.Watch].
@NullMarked
package io.trunkline.engine.watch;

import org.jspecify.annotations.NullMarked;
