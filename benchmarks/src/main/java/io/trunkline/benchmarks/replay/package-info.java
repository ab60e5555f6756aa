/// Runs a replay: load through the gateway, measured.
@NullMarked
package io.trunkline.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
