/// Guards: what stands between a call and what may fail, be slow, or be overrun.
///
/// A [Guard] runs a call, or refuses it. [RateLimiter] bounds how often, [Bulkhead] how many at
/// once, [TimeLimiter] how long; [Retry] tries again and [Hedge] tries beside;
/// `io.trunkline.pool.breaker` has the one that remembers. They are made once, kept, and used by
/// any thread, virtual or not; what they wait for can be interrupted.
///
/// # Order
///
/// `a.then(b).then(c)` passes a call through `a` first; what `c` sees is nearest to the work. The
/// order that is right most often:
///
/// 1. [Retry]: each attempt passes all the others anew.
/// 2. [Hedge]: each of its attempts too.
/// 3. the circuit breaker: refuses before anything of value is taken.
/// 4. [RateLimiter], then [Bulkhead]: a call waits for its turn while it holds no place.
/// 5. [TimeLimiter]: its time counts from when the work begins, not from when it began to wait.
///
/// A breaker inside of the limiters would hold their permits while it refuses; one outside of them
/// sees their refusals, and does not count them.
@NullMarked
package io.trunkline.pool.guard;

import org.jspecify.annotations.NullMarked;
