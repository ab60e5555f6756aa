/// Tests of the package of the same name.
@NullMarked
package io.trunkline.observer.micrometer;

import org.jspecify.annotations.NullMarked;
