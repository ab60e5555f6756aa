/// Our workloads beside those of peers: what is compared, with whom, what the goals are, and how
/// the figures are come by.
@NullMarked
package io.trunkline.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
