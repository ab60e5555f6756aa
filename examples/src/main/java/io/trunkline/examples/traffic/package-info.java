/// Counts the requests of an access log by status, path and minute: a dataflow into tables.
///
/// [io.trunkline.examples.traffic.TrafficCount] reads lines, takes them apart in several processes
/// and counts them in [io.trunkline.examples.traffic.TrafficTables], which anybody may read
/// meanwhile. [io.trunkline.examples.traffic.GeneratedLog] makes lines for who has none.
@NullMarked
package io.trunkline.examples.traffic;

import org.jspecify.annotations.NullMarked;
