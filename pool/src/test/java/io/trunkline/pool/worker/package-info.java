@NullMarked
package io.trunkline.pool.worker;

import org.jspecify.annotations.NullMarked;
