/// What simulated nodes run threaded processes on.
@NullMarked
package io.trunkline.engine.testkit.internal;

import org.jspecify.annotations.NullMarked;
