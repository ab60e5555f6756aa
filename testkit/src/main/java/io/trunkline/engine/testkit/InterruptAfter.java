package io.trunkline.engine.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Sets how long a test may take instead of 60 s, in real time and times the time factor; the
/// nearest one counts. A test that takes longer is interrupted and fails, with a dump of its
/// processes and of all threads.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface InterruptAfter {
    /// How many seconds.
    long value();
}
