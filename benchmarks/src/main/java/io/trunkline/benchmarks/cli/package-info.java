/// Commands of `bin/trunkline`, one class each.
@NullMarked
package io.trunkline.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
