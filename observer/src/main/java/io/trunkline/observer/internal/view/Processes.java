package io.trunkline.observer.internal.view;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.ProcessPage;
import io.trunkline.observer.internal.web.Refusal;

import java.util.OptionalLong;
import java.util.function.Predicate;

/// Walks over the processes of a node, a page at a time.
final class Processes {
    private static final int PAGE = 1_000;

    private Processes() {}

    /// Shows them to `seen` until it answers false.
    static void walk(Node node, Predicate<Pid> seen) {
        OptionalLong from = OptionalLong.of(0);
        while (from.isPresent()) {
            ProcessPage page = node.processes(from.getAsLong(), PAGE);
            for (Pid pid : page.pids()) {
                if (!seen.test(pid)) {
                    return;
                }
            }
            from = page.next();
        }
    }

    /// @throws Refusal if there is none, or none any more
    static ProcessInfo info(Node node, long number) {
        return node.info(find(node, number)).orElseThrow(() -> gone(number));
    }

    /// @throws Refusal if there is none, or none any more
    static Pid find(Node node, long number) {
        Pid[] found = new Pid[1];
        walk(
                node,
                pid -> {
                    if (pid.number() == number) {
                        found[0] = pid;
                    }
                    return found[0] == null;
                });
        if (found[0] == null) {
            throw gone(number);
        }
        return found[0];
    }

    private static Refusal gone(long number) {
        return Refusal.notFound("process must be alive: pid=" + number);
    }
}
