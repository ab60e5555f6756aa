/// What Trunkline's other modules ask of a node beyond its API; applications use the API.
@NullMarked
package io.trunkline.engine.spi;

import org.jspecify.annotations.NullMarked;
