/// JMH suites of the messaging workloads: calls, ping-pong, rings, floods, starts, receives,
/// timers.
///
/// # Naming
///
/// A benchmark method is called as its workload in docs/performance.md, in camel case: `call-idle`
/// is `callIdle`. Methods that add words to such a name are variants of it.
///
/// # Threads
///
/// JMH's threads are strangers to the node. A workload between processes is started by one message
/// from such a thread, runs on the node's runners, and answers when all of it is done; one
/// operation is many messages, so that the start does not count.
@NullMarked
package io.trunkline.benchmarks.messaging;

import org.jspecify.annotations.NullMarked;
