/// Stress tests of the bridges to `java.util.concurrent.Flow`.
@NullMarked
package io.trunkline.pool.flow;

import org.jspecify.annotations.NullMarked;
