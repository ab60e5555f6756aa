package io.trunkline.pool.guard;

import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.Job;
import io.trunkline.engine.spi.NodeServices;

import java.time.Duration;
import java.util.List;

/// A node's time; work beside the caller is a process of its own, which is killed to cancel it. It
/// is linked to the caller, if that is a process, so that it does not outlive it.
final class NodeTime implements GuardTime {
    private final Node node;
    private final NodeServices services;
    private final Clock clock;

    NodeTime(Node node) {
        this.node = node;
        this.services = NodeServices.of(node);
        this.clock = node.clock();
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public boolean pause(long nanos) {
        if (nanos > 0) {
            node.self().sleep(Duration.ofNanos(nanos));
        }
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public Gate gate() {
        return services.gate();
    }

    @Override
    public Runnable start(String kind, Runnable work, Runnable ended) {
        Pid caller = services.running();
        Job<Boolean> job =
                services.job(
                        () -> {
                            work.run();
                            return true;
                        },
                        true,
                        caller,
                        null);
        services.childId(job.pid(), kind);
        job.start(caller == null ? List.of() : List.of(caller));
        job.whenDone(ended);
        return () -> {
            if (job.isDone()) {
                return;
            }
            if (caller != null) {
                node.self().unlink(job.pid());
            }
            job.pid().exit(ExitReason.kill());
        };
    }
}
