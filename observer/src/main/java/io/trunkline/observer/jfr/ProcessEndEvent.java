package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A process has ended.
@Name("trunkline.ProcessEnd")
@Label("Process End")
@Description("A process has ended")
@Category("Trunkline")
@StackTrace(false)
final class ProcessEndEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Process")
    long process;

    @Label("Reason")
    String reason = "";

    @Label("Orderly End")
    boolean orderly;
}
