/// What pools, breakers and stages show of themselves.
///
/// [Inspectables] lists what a node has of them, each an [Inspectable] with a name and a snapshot.
/// [TimeRecorder] says how long things took, interval by interval.
@NullMarked
package io.trunkline.pool.metrics;

import org.jspecify.annotations.NullMarked;
