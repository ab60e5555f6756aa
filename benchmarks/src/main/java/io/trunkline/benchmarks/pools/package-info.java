/// JMH suites of the workloads of pools and guards, named as in docs/performance.md:
/// `breaker-closed` is `breakerClosed`. A method with a peer's name does the same with it, as its
/// documentation recommends.
@NullMarked
package io.trunkline.benchmarks.pools;

import org.jspecify.annotations.NullMarked;
