/// A node as JMX shows it, for tools that the user has already.
@NullMarked
package io.trunkline.observer.jmx;

import org.jspecify.annotations.NullMarked;
