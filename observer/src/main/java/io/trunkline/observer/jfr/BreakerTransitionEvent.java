package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A circuit breaker was seen in another state than a second ago.
@Name("trunkline.BreakerTransition")
@Label("Breaker Transition")
@Description("A circuit breaker was seen in another state than a second ago")
@Category("Trunkline")
@StackTrace(false)
final class BreakerTransitionEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Breaker")
    String breaker = "";

    @Label("From")
    String from = "";

    @Label("To")
    String to = "";

    @Label("Changes So Far")
    long generation;
}
