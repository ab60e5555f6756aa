package io.trunkline.engine.supervisor;

import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Supervisors with children known by id, which are started in order and stopped in reverse.
///
/// ```java
/// Pid tree = Supervisor.start(node, ONE_FOR_ONE,
///         child("cache", Cache::new),
///         child("limiter", RateLimiter::new).restart(TRANSIENT).shutdown(Duration.ofSeconds(1)),
///         supervisor("workers", REST_FOR_ONE,
///                 child("queue", Queue::new),
///                 threaded("poller", self -> poll(self)))
///             .intensity(3, Duration.ofSeconds(5)));
/// ```
///
/// *Starts.* Children start one after the other, in the supervisor; if one fails those before it
/// are stopped and the start fails with a [FailedToStartChild]. A child's `init` must not call its
/// supervisor, which waits for it: [io.trunkline.engine.CallFailed.CallingStarter] says so.
///
/// *Restarts.* See [Restart], [Strategy], [Intensity]. After too many the supervisor stops its
/// children and ends with `shutdown`: a parent that has it as a TRANSIENT child does *not* restart
/// it then, unless it has another [SupervisorSpec#giveUpReason].
///
/// *Stops.* A supervisor ends with its parent's exit signal, with [Pid#stop()], and with its node;
/// other exit signals but `kill` do nothing to it. It then stops its children, last one first, each
/// waited for. Killed, it cannot, and its children die of their link, in no order.
///
/// *Requests* may be made by any thread and wait without limit, as a start or a stop takes what it
/// takes; a supervisor answers them between restarts, also between two tries of one.
///
/// *When not to use it.* For children that come and go use a [DynamicSupervisor].
public final class Supervisor {
    static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private Supervisor() {}

    // --- specifications ---

    /// A server as a child; `code` is asked for a new one at each start.
    public static ChildSpec child(String id, Supplier<? extends Startable> code) {
        return child(id, code, StartOptions.defaults());
    }

    /// A server as a child, started under a name.
    public static ChildSpec child(String id, Supplier<? extends Startable> code, Name name) {
        return child(id, code, StartOptions.defaults().withName(name));
    }

    /// A server as a child, started with options such as a name.
    public static ChildSpec child(
            String id, Supplier<? extends Startable> code, StartOptions options) {
        return custom(id, supervisor -> supervisor.startLink(code.get(), options));
    }

    /// A threaded process as a child; on a simulated node with the test kit only.
    public static ChildSpec threaded(String id, Consumer<Self> body) {
        return custom(id, supervisor -> new Started.Ok(supervisor.spawnLink(body)));
    }

    /// A child that is started by a function.
    public static ChildSpec custom(String id, ChildStart start) {
        return ChildSpec.of(id, ChildSpec.Type.WORKER, start);
    }

    /// A supervisor, as a child or to be started by [#start(Node, SupervisorSpec)].
    public static SupervisorSpec supervisor(String id, Strategy strategy, Child... children) {
        return SupervisorSpec.of(id, strategy, List.of(children));
    }

    /// A dynamic supervisor, as a child or to be started by [DynamicSupervisor#start].
    public static DynamicSupervisorSpec dynamicSupervisor(String id) {
        return DynamicSupervisorSpec.of(id);
    }

    // --- starts ---

    /// Starts a supervisor and its children, with no parent but the node.
    ///
    /// @throws io.trunkline.engine.StartFailed if a child did not start, or with the cause
    ///   [BadSpec]
    public static Pid start(Node node, Strategy strategy, Child... children) {
        return start(node, supervisor("supervisor", strategy, children));
    }

    /// Starts a supervisor with options such as a name; see [#start(Node, Strategy, Child...)].
    public static Pid start(Node node, StartOptions options, Strategy strategy, Child... children) {
        return start(node, supervisor("supervisor", strategy, children).options(options));
    }

    /// Starts a supervisor; see [#start(Node, Strategy, Child...)].
    public static Pid start(Node node, SupervisorSpec spec) {
        return node.start(spec, spec.options()).pid();
    }

    /// Starts a supervisor linked to the calling process, which is its parent; see [#start(Node,
    /// Strategy, Child...)].
    public static Pid startLink(Self parent, Strategy strategy, Child... children) {
        return startLink(parent, supervisor("supervisor", strategy, children));
    }

    /// Starts a supervisor linked to the calling process; see [#start(Node, Strategy, Child...)].
    public static Pid startLink(Self parent, SupervisorSpec spec) {
        return parent.startLink(spec, spec.options()).pid();
    }

    // --- requests ---

    /// The children, in start order.
    public static List<ChildInfo> whichChildren(Pid supervisor) {
        return supervisor.call(new SupervisorRequest.WhichChildren(), FOREVER);
    }

    /// How many children it has.
    public static ChildCount countChildren(Pid supervisor) {
        return supervisor.call(new SupervisorRequest.CountChildren(), FOREVER);
    }

    /// Adds a child, after the others, and starts it. The supervisor forgets it when it is itself
    /// restarted.
    ///
    /// @throws BadSpec if the supervisor cannot have such a child
    public static ChildResult.Start startChild(Pid supervisor, Child child) {
        return started(supervisor.call(new SupervisorRequest.StartChild(child.spec()), FOREVER));
    }

    /// Adds a child for callers that may not block. The future fails as [#startChild(Pid, Child)]
    /// would, and with [io.trunkline.engine.CallFailed.TimedOut] when the time is up; what has been
    /// begun by then goes on.
    public static CompletableFuture<ChildResult.Start> askStartChild(
            Pid supervisor, Child child, Duration timeout) {
        var answer = new CompletableFuture<ChildResult.Start>();
        var _ =
                supervisor
                        .ask(new SupervisorRequest.StartChild(child.spec()), timeout)
                        .whenComplete((result, failure) -> {
                            if (failure != null) {
                                answer.completeExceptionally(failure);
                                return;
                            }
                            try {
                                answer.complete(started(result));
                            } catch (BadSpec bad) {
                                answer.completeExceptionally(bad);
                            }
                        });
        return answer;
    }

    private static ChildResult.Start started(Object result) {
        if (result instanceof BadSpec.Problem problem) {
            throw new BadSpec(problem);
        }
        return (ChildResult.Start) result;
    }

    /// Stops a child, which is not restarted; its siblings run on. Its specification is kept unless
    /// it is temporary.
    public static ChildResult.Terminate terminateChild(Pid supervisor, String id) {
        return supervisor.call(new SupervisorRequest.TerminateChild(id), FOREVER);
    }

    /// Starts a child that does not run, in its old place.
    public static ChildResult.Restart restartChild(Pid supervisor, String id) {
        return supervisor.call(new SupervisorRequest.RestartChild(id), FOREVER);
    }

    /// Forgets a child that does not run.
    public static ChildResult.Delete deleteChild(Pid supervisor, String id) {
        return supervisor.call(new SupervisorRequest.DeleteChild(id), FOREVER);
    }
}
