/// Nodes: what puts clock, timers, scheduler and processes together.
@NullMarked
package io.trunkline.engine.internal.node;

import org.jspecify.annotations.NullMarked;
