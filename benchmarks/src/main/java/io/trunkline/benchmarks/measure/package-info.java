/// Measurements that are no repeated operation: what a million idle processes cost, and what
/// handlers that block, or an application that hogs the processors, do to everybody else.
@NullMarked
package io.trunkline.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
