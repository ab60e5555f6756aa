/// Tests of stages, and the replay of what GenStage did.
@NullMarked
package io.trunkline.pool.stage;

import org.jspecify.annotations.NullMarked;
