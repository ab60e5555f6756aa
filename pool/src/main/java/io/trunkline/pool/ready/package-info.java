/// Ready stages: producers that remember demand, consumers that need no class, and what often
/// stands between them.
///
/// A [Feed] says where events come from - a collection, an iterator, calls of a function, time, a
/// subscription, a queue that others fill ([EventQueue]) - and gives a producer of them;
/// [Acknowledged] gives one that delivers again what was not handled. [Batcher] and [Throttle]
/// stand between, [ForEach] and [Collected] are ends.
///
/// *Layout.* `FeedReader` asks a feed for events as they are demanded, for `FeedProducer` and
/// `AcknowledgedFeedProducer`; the latter keeps in a `Ledger` what was not acknowledged.
@NullMarked
package io.trunkline.pool.ready;

import org.jspecify.annotations.NullMarked;
