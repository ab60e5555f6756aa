/// A node as meters, for applications that use Micrometer; it is optional.
@NullMarked
package io.trunkline.observer.micrometer;

import org.jspecify.annotations.NullMarked;
