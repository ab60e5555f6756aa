/// Tests of the package of the same name.
@NullMarked
package io.trunkline.observer.jfr;

import org.jspecify.annotations.NullMarked;
