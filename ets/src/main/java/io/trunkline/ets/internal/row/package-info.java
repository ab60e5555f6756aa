/// What rows are made of: tuples by position, records by component.
@NullMarked
package io.trunkline.ets.internal.row;

import org.jspecify.annotations.NullMarked;
