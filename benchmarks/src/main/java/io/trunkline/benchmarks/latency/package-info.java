/// Open-loop latency at fixed rates: `bin/trunkline latency`. Operations start at their intended
/// times, whatever becomes of those before, and latency counts from then.
@NullMarked
package io.trunkline.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
