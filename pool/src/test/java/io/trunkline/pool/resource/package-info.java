/// Tests of resource pools.
@NullMarked
package io.trunkline.pool.resource;

import org.jspecify.annotations.NullMarked;
