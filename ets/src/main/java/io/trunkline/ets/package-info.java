/// Tables in memory, owned by processes: everything ets does, typed.
@NullMarked
package io.trunkline.ets;

import org.jspecify.annotations.NullMarked;
