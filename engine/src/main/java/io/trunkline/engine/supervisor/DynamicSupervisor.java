package io.trunkline.engine.supervisor;

import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A supervisor for children that come and go, by pid: as many as wanted, in no order. This is a
/// handle of the process; any thread may use it.
///
/// ```java
/// DynamicSupervisor sessions = DynamicSupervisor.start(node, named("sessions")).maxChildren(100_000);
/// Pid session = sessions.startChild(() -> new Session(user));
/// Pid upload = sessions.startChild(child("upload", Upload::new).restart(TEMPORARY));
/// ```
///
/// *Children* start in the supervisor, one at a time: let `init` be quick, and continue from it.
/// The default is to restart them always; a child that must not be says so. All share one limit of
/// restarts (3 within 5 s), beyond which the supervisor ends and all children with it: give those
/// that may fail often a [Child#limit] of their own.
///
/// *Stops.* When the supervisor ends it stops all children at the same time.
///
/// Every operation on one child takes the same time however many there are. Requests wait without
/// limit.
public final class DynamicSupervisor {
    private final Pid pid;

    private DynamicSupervisor(Pid pid) {
        this.pid = pid;
    }

    /// Starts one with the defaults.
    public static DynamicSupervisor start(Node node) {
        return start(node, StartOptions.defaults());
    }

    /// Starts one with options such as a name.
    ///
    /// @throws io.trunkline.engine.StartFailed if it did not start, as the name is taken
    public static DynamicSupervisor start(Node node, StartOptions options) {
        return start(node, Supervisor.dynamicSupervisor("supervisor").options(options));
    }

    /// Starts one; see [#start(Node, StartOptions)].
    public static DynamicSupervisor start(Node node, DynamicSupervisorSpec spec) {
        return new DynamicSupervisor(node.start(spec, spec.options()).pid());
    }

    /// Starts one linked to the calling process, which is its parent.
    public static DynamicSupervisor startLink(Self parent, DynamicSupervisorSpec spec) {
        return new DynamicSupervisor(parent.startLink(spec, spec.options()).pid());
    }

    /// The handle of one that runs, such as a child of another supervisor.
    public static DynamicSupervisor of(Pid supervisor) {
        return new DynamicSupervisor(supervisor);
    }

    /// The supervisor's process.
    public Pid pid() {
        return pid;
    }

    /// Changes how many children it may have, those that are being restarted included. Does nothing
    /// to those there are.
    public DynamicSupervisor maxChildren(int most) {
        pid.call(
                new SupervisorRequest.SetMaxChildren(DynamicSupervisorSpec.checkMaxChildren(most)),
                Supervisor.FOREVER);
        return this;
    }

    /// Starts a permanent child; `code` is asked for a new server at each start.
    ///
    /// @throws ChildNotStarted if it gave no process
    public Pid startChild(Supplier<? extends Startable> code) {
        return startChild(code, StartOptions.defaults());
    }

    /// Starts a permanent child under a name, which it has again after a restart; see
    /// [#startChild(Supplier)].
    public Pid startChild(Supplier<? extends Startable> code, Name name) {
        return startChild(code, StartOptions.defaults().withName(name));
    }

    /// Starts a permanent child with options such as a name; see [#startChild(Supplier)].
    public Pid startChild(Supplier<? extends Startable> code, StartOptions options) {
        return startChild(Supervisor.child(ChildSpec.UNNAMED, code, options));
    }

    /// Starts a child. Its id is only a label for reports.
    ///
    /// @throws ChildNotStarted if it gave no process
    /// @throws BadSpec if it is significant
    public Pid startChild(Child child) {
        ChildResult.Start result = tryStartChild(child);
        if (result instanceof ChildResult.Running(Pid started)) {
            return started;
        }
        throw new ChildNotStarted(result);
    }

    /// Starts a child and says how it went; see [#startChild(Child)].
    public ChildResult.Start tryStartChild(Child child) {
        return Supervisor.startChild(pid, child);
    }

    /// Starts a child for callers that may not block; see [Supervisor#askStartChild(Pid, Child,
    /// Duration)].
    public CompletableFuture<ChildResult.Start> askStartChild(Child child, Duration timeout) {
        return Supervisor.askStartChild(pid, child, timeout);
    }

    /// Stops a child, which is not restarted. One that is being restarted has its last pid; a pid
    /// of an earlier life is not found.
    public ChildResult.Terminate terminateChild(Pid child) {
        return pid.call(new SupervisorRequest.TerminatePid(child), Supervisor.FOREVER);
    }

    /// A reference to a child that survives its restarts; empty if it is not running as `child`.
    public Optional<ChildRef> ref(Pid child) {
        return pid.call(new SupervisorRequest.FindRef(child), Supervisor.FOREVER);
    }

    /// The children, in start order, those that are being restarted last.
    public List<ChildInfo> whichChildren() {
        return Supervisor.whichChildren(pid);
    }

    /// How many children there are.
    public ChildCount countChildren() {
        return Supervisor.countChildren(pid);
    }

    @Override
    public String toString() {
        return "DynamicSupervisor" + pid;
    }
}
