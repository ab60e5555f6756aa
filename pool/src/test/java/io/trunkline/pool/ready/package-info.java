/// Tests of ready stages.
@NullMarked
package io.trunkline.pool.ready;

import org.jspecify.annotations.NullMarked;
