/// Tests of the package of the same name.
@NullMarked
package io.trunkline.observer.internal.history;

import org.jspecify.annotations.NullMarked;
