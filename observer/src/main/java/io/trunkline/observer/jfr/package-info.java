/// What happens on a node as events of the JDK's Flight Recorder.
@NullMarked
package io.trunkline.observer.jfr;

import org.jspecify.annotations.NullMarked;
