/// JMH suites of the registry's workloads, named as in docs/performance.md: `registry-lookup` is
/// `registryLookup`.
@NullMarked
package io.trunkline.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
