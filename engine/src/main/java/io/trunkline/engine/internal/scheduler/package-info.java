/// Who runs next, and on which thread.
///
/// The scheduler knows activations, not processes: an [Activation] is something that has work to do
/// and does a batch of it when activated. [Runners] is the real one, [Simulation] the deterministic
/// one.
///
/// # Threads
///
/// A *runner* is a thread; a *seat* is the right of one thread to run activations, with the queues
/// that go with it. There are as many seats as processors, and any number of runners, most of which
/// wait as spares. All queues of a seat may be used by any thread: who owns a seat decides only who
/// polls it by duty.
///
/// # Ordering
///
/// What a thread did before it submitted an activation happens before the activation runs.
@NullMarked
package io.trunkline.engine.internal.scheduler;

import org.jspecify.annotations.NullMarked;
