/// What every make of table store promises, and plain keys and rows to try it with.
@NullMarked
package io.trunkline.ets.internal.store;

import org.jspecify.annotations.NullMarked;
