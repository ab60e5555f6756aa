/// Tests of the bridges, the Reactive Streams TCK among them.
@NullMarked
package io.trunkline.pool.flow;

import org.jspecify.annotations.NullMarked;
