/// Tests of the package of the same name.
@NullMarked
package io.trunkline.observer.jmx;

import org.jspecify.annotations.NullMarked;
