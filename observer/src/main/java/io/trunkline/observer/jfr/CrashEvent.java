package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A process has ended by its own fault.
@Name("trunkline.Crash")
@Label("Crash")
@Description("A process has ended by its own fault")
@Category("Trunkline")
@StackTrace(false)
final class CrashEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Process")
    long process;

    @Label("Name")
    String name = "";

    @Label("Behaviour")
    String code = "";

    @Label("Reason")
    String reason = "";
}
