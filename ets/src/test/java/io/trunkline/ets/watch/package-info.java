/// Tests of what goes along with the changes of a table: indexes, limits of time and size, and
/// subscriptions.
@NullMarked
package io.trunkline.ets.watch;

import org.jspecify.annotations.NullMarked;
