package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/// What a node has and has done.
@Name("trunkline.NodeStatistics")
@Label("Node Statistics")
@Description("What a node has and has done")
@Category("Trunkline")
@Period("1 s")
@StackTrace(false)
final class NodeStatisticsEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Processes")
    int processes;

    @Label("Messages Handled")
    long messages;

    @Label("Busy Runners")
    int busy;

    @Label("Blocked Runners")
    int blocked;

    @Label("Turns Waiting")
    int queued;

    @Label("Dead Letters")
    long deadLetters;

    @Label("Expired Calls")
    long expiredCalls;
}
