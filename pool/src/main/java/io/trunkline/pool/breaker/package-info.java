/// Circuit breakers: calls to what has failed of late are refused at once, for a while.
///
/// [CircuitBreaker] is where to begin. How its parts fit together, and why it is right under
/// concurrency, is argued in `docs/design/pool.md`; in short:
///
/// - An `Era` is the time between two changes of state: one object with all that was seen in it.
///   The breaker is one reference to the current era, and a change of state is one compare-and-set
///   of it.
/// - A permit belongs to its era. What it reports goes there, so that what comes late is counted as
///   late and changes nothing.
@NullMarked
package io.trunkline.pool.breaker;

import org.jspecify.annotations.NullMarked;
