/// Tests of the Observer.
@NullMarked
package io.trunkline.observer;

import org.jspecify.annotations.NullMarked;
