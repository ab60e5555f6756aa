package io.trunkline.engine.application;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.NodeServices;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The applications of a node. Any thread may use it; requests wait without limit, one after the
/// other, as starts and stops take what they take.
///
/// ```java
/// Applications applications = Applications.of(node);
/// applications.load(
///         application("store", supervisor("store", ONE_FOR_ONE, child("tables", Tables::new))),
///         application("web", supervisor("web", REST_FOR_ONE, child("listener", Listener::new)))
///                 .dependsOn("store"));
/// applications.ensureAllStarted("web");
/// applications.stopAll();
/// ```
///
/// Closing the node stops the trees too, latest start first, and then runs their `prepStop` and
/// `stopped`; where `prepStop` must come before its tree ends call [#stopAll()] first.
public final class Applications {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final Node node;
    private final Pid controller;

    private Applications(Node node) {
        this.node = node;
        controller = node.start(new Controller()).pid();
    }

    /// Those of a node.
    public static Applications of(Node node) {
        return NodeServices.of(node).extension(Applications.class, Applications::new);
    }

    /// Makes applications known; those they depend on must be among them or known before.
    ///
    /// @throws BadApplication if a name is taken, a dependency is missing, or there is a circle;
    ///   nothing is loaded then
    public void load(Application... applications) {
        String problem =
                controller.call(new ApplicationRequest.Load(List.of(applications)), FOREVER);
        if (!problem.isEmpty()) {
            throw new BadApplication(problem);
        }
    }

    /// Starts one application; what it depends on must run.
    public StartResult start(String name) {
        return controller.call(new ApplicationRequest.Start(name), FOREVER);
    }

    /// Starts an application after all it depends on that does not run yet.
    public EnsureResult ensureAllStarted(String name) {
        return controller.call(new ApplicationRequest.EnsureStarted(name), FOREVER);
    }

    /// Stops one application that no other needs.
    public StopResult stop(String name) {
        return controller.call(new ApplicationRequest.Stop(name, false), FOREVER);
    }

    /// Stops one application, whoever needs it: its users run on.
    public StopResult forceStop(String name) {
        return controller.call(new ApplicationRequest.Stop(name, true), FOREVER);
    }

    /// Stops all, latest start first.
    public void stopAll() {
        controller.call(new ApplicationRequest.StopAll(), FOREVER);
    }

    /// Those that run, in the order of their starts.
    public List<String> whichRun() {
        return controller.call(new ApplicationRequest.WhichRun(), FOREVER);
    }

    /// Has the JVM stop all applications, and close the node, when it is told to end. Nothing does
    /// that unless it is asked for.
    ///
    /// @return what takes the wish back
    public Runnable stopAtJvmExit() {
        Thread hook =
                Thread.ofPlatform()
                        .name("trunkline-" + node.name() + "-exit")
                        .unstarted(() -> {
                            if (controller.isAlive()) {
                                stopAll();
                            }
                            node.close();
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> Runtime.getRuntime().removeShutdownHook(hook);
    }
}
