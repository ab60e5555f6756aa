/// The essentials of a running node in a terminal, read from its Observer.
@NullMarked
package io.trunkline.benchmarks.top;

import org.jspecify.annotations.NullMarked;
