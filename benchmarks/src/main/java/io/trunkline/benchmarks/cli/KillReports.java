package io.trunkline.benchmarks.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.SupervisorReport;

/// Keeps supervisors' reports of children that were killed out of the log: a replay with chaos has
/// ordered these ends, and counts them. What else supervisors report, such as a child that crashes
/// or does not start, passes. Named in `logback.xml`.
public final class KillReports extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return arguments != null
                        && arguments.length > 0
                        && arguments[0] instanceof SupervisorReport.ChildTerminated ended
                        && ended.reason() instanceof ExitReason.Killed
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
