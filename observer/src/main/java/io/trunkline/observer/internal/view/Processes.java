package io.trunkline.observer.internal.view;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.observer.internal.web.Refusal;

/// Finds processes by what a browser says of them.
final class Processes {
    private Processes() {}

    /// @throws Refusal if there is none, or none any more
    static ProcessInfo info(Node node, long number) {
        return node.info(find(node, number)).orElseThrow(() -> gone(number));
    }

    /// @throws Refusal if there is none, or none any more
    static Pid find(Node node, long number) {
        for (Pid pid : node.processes()) {
            if (pid.number() == number) {
                return pid;
            }
        }
        throw gone(number);
    }

    private static Refusal gone(long number) {
        return Refusal.notFound("process must be alive: pid=" + number);
    }
}
