/// Stages and [java.util.concurrent.Flow]: a stage as a publisher, a subscriber or a processor, and
/// a publisher as a producer stage.
///
/// [FlowBridge] is all there is to use. *Layout.* Each direction is a process and an object that
/// foreign threads use. `Outlet` is the process that a subscriber is served by, `Requests` its
/// [Flow.Subscription][java.util.concurrent.Flow.Subscription]. `Intake` is the producer that a
/// publisher feeds, `Inlet` its [Flow.Subscriber][java.util.concurrent.Flow.Subscriber], which
/// hands events over in an `EventRing`. A `Waker` sends the process a message when it sleeps, and
/// only then.
///
/// *Ordering.* Who has put something in for the process (a request, an event, an end) calls
/// [Waker#wake]; who goes to sleep looks again afterwards. Both write first and read then, all of
/// it volatile, so at least one of them sees the other.
@NullMarked
package io.trunkline.pool.flow;

import org.jspecify.annotations.NullMarked;
