/// Tests of the package of the same name.
@NullMarked
package io.trunkline.observer.internal.view;

import org.jspecify.annotations.NullMarked;
