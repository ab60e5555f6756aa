/// JMH suites of the tables' workloads, named as in docs/performance.md: `ordered-lookup` is
/// `orderedLookup`. A method that ends in `Peer` does the same on the JDK's structure.
@NullMarked
package io.trunkline.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
