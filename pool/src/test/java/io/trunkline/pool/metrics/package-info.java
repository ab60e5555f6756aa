/// Tests of what pools show.
@NullMarked
package io.trunkline.pool.metrics;

import org.jspecify.annotations.NullMarked;
