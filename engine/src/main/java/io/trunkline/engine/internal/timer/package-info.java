/// Time: the node's clocks and its one timer wheel.
@NullMarked
package io.trunkline.engine.internal.timer;

import org.jspecify.annotations.NullMarked;
