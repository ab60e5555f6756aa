package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.SupervisorReport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the node's listener and the log what a supervisor has to report.
final class Reports {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final NodeListener listener;

    Reports(NodeListener listener) {
        this.listener = listener;
    }

    void say(SupervisorReport report) {
        switch (report) {
            case SupervisorReport.Progress _ -> log.debug("{}", report);
            case SupervisorReport.ChildTerminated(var _, var _, var _, ExitReason reason) ->
                    log.error("{}", report, cause(reason));
            case SupervisorReport.StartError(var _, var _, ExitReason reason) ->
                    log.error("{}", report, cause(reason));
            case SupervisorReport.ShutdownError _,
                    SupervisorReport.Shutdown _,
                    SupervisorReport.ChildGivenUp _ ->
                    log.error("{}", report);
        }
        listener.supervised(report);
    }

    private static @Nullable Throwable cause(ExitReason reason) {
        return reason instanceof ExitReason.Crashed(Throwable cause) ? cause : null;
    }
}
