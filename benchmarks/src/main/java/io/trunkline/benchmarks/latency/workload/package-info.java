/// What latency is measured of: a class for each workload, and the list of them.
@NullMarked
package io.trunkline.benchmarks.latency.workload;

import org.jspecify.annotations.NullMarked;
