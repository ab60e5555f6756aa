/// The code of the guide, compiled and run.
@NullMarked
package io.trunkline.examples.guide;

import org.jspecify.annotations.NullMarked;
