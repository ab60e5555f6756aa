package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A resource pool has refused callers in the last second.
@Name("trunkline.PoolRejection")
@Label("Pool Rejection")
@Description("A resource pool has refused callers in the last second")
@Category("Trunkline")
@StackTrace(false)
final class PoolRejectionEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Pool")
    String pool = "";

    @Label("Refused As Full")
    long full;

    @Label("Refused As Time Was Up")
    long timedOut;

    @Label("Waiting Callers")
    int waiting;
}
