/// Load: requests from an access log or a generator, and a driver that sends them at their intended
/// times, whatever becomes of them.
@NullMarked
package io.trunkline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
