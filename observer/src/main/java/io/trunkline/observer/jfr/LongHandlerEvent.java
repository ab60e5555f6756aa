package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A handler takes long and goes on.
@Name("trunkline.LongHandler")
@Label("Long Handler")
@Description("A handler takes long and goes on")
@Category("Trunkline")
@StackTrace(false)
final class LongHandlerEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Process")
    long process;

    @Label("So Far")
    @Timespan(Timespan.NANOSECONDS)
    long soFar;

    @Label("At")
    String at = "";
}
