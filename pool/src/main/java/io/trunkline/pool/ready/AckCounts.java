package io.trunkline.pool.ready;

/// What became of the events of an [Acknowledged] feed. `taken` is `acknowledged` plus
/// `outstanding`.
///
/// @param taken from the feed
/// @param acknowledged handled, or dropped as no partition shall have them
/// @param redelivered so often was one emitted again; so many may have been handled twice
/// @param outstanding not yet acknowledged
public record AckCounts(long taken, long acknowledged, long redelivered, long outstanding) {}
