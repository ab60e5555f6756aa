package io.trunkline.observer.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A mailbox has become too long.
@Name("trunkline.LongMailbox")
@Label("Long Mailbox")
@Description("A mailbox has become too long")
@Category("Trunkline")
@StackTrace(false)
final class LongMailboxEvent extends Event {
    @Label("Node")
    String node = "";

    @Label("Process")
    long process;

    @Label("Waiting Messages")
    int waiting;
}
