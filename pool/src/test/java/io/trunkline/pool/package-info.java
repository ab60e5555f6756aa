/// What holds for the whole module.
@NullMarked
package io.trunkline.pool;

import org.jspecify.annotations.NullMarked;
