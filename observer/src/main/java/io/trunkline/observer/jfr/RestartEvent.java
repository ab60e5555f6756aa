package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A supervisor has restarted a child.
@Name("trunkline.Restart")
@Label("Restart")
@Description("A supervisor has restarted a child")
@Category("Trunkline")
@StackTrace(false)
final class RestartEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Supervisor")
    long supervisor;

    @Label("Child")
    String child = "";

    @Label("Process")
    long process;

    @Label("Restarts So Far")
    int restarts;
}
