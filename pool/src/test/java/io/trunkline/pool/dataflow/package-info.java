/// Tests of dataflows.
@NullMarked
package io.trunkline.pool.dataflow;

import org.jspecify.annotations.NullMarked;
