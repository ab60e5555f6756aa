/// What changes by itself, for those who look.
@NullMarked
package io.trunkline.observer.internal.live;

import org.jspecify.annotations.NullMarked;
