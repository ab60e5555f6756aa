/// What may go wrong around pools, all at once and at random, and the accounts that have to add up
/// after it.
@NullMarked
package io.trunkline.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
