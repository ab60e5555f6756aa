/// Replays what the real ets did, recorded, against our tables.
@NullMarked
package io.trunkline.ets.conformance;

import org.jspecify.annotations.NullMarked;
