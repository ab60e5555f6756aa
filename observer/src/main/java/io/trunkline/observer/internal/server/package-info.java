/// Puts the parts of an Observer together.
@NullMarked
package io.trunkline.observer.internal.server;

import org.jspecify.annotations.NullMarked;
