package io.trunkline.engine.application;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.spi.NodeServices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The process behind [Applications]: it starts and stops trees, one at a time, and hears of their
/// ends. Trees have no parent but the node, so closing the node stops them in reverse too.
final class Controller extends GenServer<ApplicationRequest<?>, Plan> {
    private static final Logger log = LoggerFactory.getLogger(Applications.class);
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /// Those that run, in the order of their starts.
    private final Map<String, Running> running = new LinkedHashMap<>();

    private record Running(Application application, Pid tree, MonitorRef monitor) {}

    @Override
    protected Init<Plan> init() {
        self().trapExit(true);
        return ok(Plan.EMPTY);
    }

    @Override
    protected void terminate(ExitReason reason, Plan plan) {
        stopAll();
    }

    @Override
    protected Outcome<Plan> handleInfo(Object message, Plan plan) {
        if (!(message instanceof Down(MonitorRef ref, Pid _, ExitReason reason))) {
            return super.handleInfo(message, plan);
        }
        running.values().stream()
                .filter(one -> one.monitor().equals(ref))
                .findFirst()
                .ifPresent(one -> ended(one, reason));
        return noReply(plan);
    }

    /// The end of a tree that nobody has asked for.
    private void ended(Running one, ExitReason reason) {
        Application application = one.application();
        running.remove(application.name());
        log.info("application {} ended: {}", application.name(), reason);
        run(application.prepStop(), application, "prepStop");
        run(application.stopped(), application, "stopped");
        if (application.onExit().closesNode(reason) && !self().node().isClosed()) {
            closeNode(application, reason);
        }
    }

    /// A process cannot wait for its node's end, so a thread does; a simulated node has none.
    private void closeNode(Application application, ExitReason reason) {
        Node node = self().node();
        if (node instanceof SimulatedNode) {
            log.error(
                    "{} must be closed by its thread, as application {} ended: {}",
                    node,
                    application.name(),
                    reason);
        } else {
            log.error("{} closes, as application {} ended: {}", node, application.name(), reason);
            Thread.ofVirtual().name("trunkline-" + node.name() + "-closes").start(node::close);
        }
    }

    private static void run(Runnable callback, Application application, String name) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            log.error("{} of application {} must not throw", name, application.name(), e);
        }
    }

    // --- requests ---

    @Override
    protected Outcome<Plan> handleCall(ApplicationRequest<?> request, From from, Plan plan) {
        return switch (request) {
            case ApplicationRequest.Load(List<Application> applications) ->
                    load(applications, plan);
            case ApplicationRequest.Start(String name) -> reply(start(name, plan), plan);
            case ApplicationRequest.EnsureStarted(String name) -> reply(ensure(name, plan), plan);
            case ApplicationRequest.Stop(String name, boolean forced) ->
                    reply(stop(name, forced), plan);
            case ApplicationRequest.StopAll() -> {
                stopAll();
                yield reply(true, plan);
            }
            case ApplicationRequest.WhichRun() -> reply(List.copyOf(running.keySet()), plan);
        };
    }

    private static Outcome<Plan> load(List<Application> applications, Plan plan) {
        try {
            return reply("", plan.with(applications));
        } catch (BadApplication bad) {
            return reply(String.valueOf(bad.getMessage()), plan);
        }
    }

    private StartResult start(String name, Plan plan) {
        Application application = plan.find(name);
        if (application == null) {
            return new StartResult.Unknown(name);
        }
        if (running.containsKey(name)) {
            return new StartResult.AlreadyStarted();
        }
        for (String dependency : application.dependencies()) {
            if (!running.containsKey(dependency)) {
                return new StartResult.NotStarted(dependency);
            }
        }
        return switch (started(application)) {
            case Started.Ok(Pid tree) -> {
                NodeServices.of(self().node()).childId(tree, name);
                running.put(name, new Running(application, tree, self().monitor(tree)));
                yield new StartResult.Running(tree);
            }
            case Started.Failed(ExitReason reason) -> new StartResult.Failed(reason);
            case Started other -> new StartResult.Failed(ExitReason.other(other));
        };
    }

    private Started started(Application application) {
        try {
            return self().node().start(application.tree(), application.options());
        } catch (RuntimeException e) {
            return new Started.Failed(ExitReason.crashed(e)); // its code could not be made
        }
    }

    private EnsureResult ensure(String name, Plan plan) {
        if (plan.find(name) == null) {
            return new EnsureResult.Failed(name, new StartResult.Unknown(name));
        }
        List<String> started = new ArrayList<>();
        for (Application application : plan.orderOf(name)) {
            switch (start(application.name(), plan)) {
                case StartResult.Running _ -> started.add(application.name());
                case StartResult.AlreadyStarted() -> {}
                case StartResult why -> {
                    started.reversed().forEach(this::stop);
                    return new EnsureResult.Failed(application.name(), why);
                }
            }
        }
        return new EnsureResult.AllRunning(started);
    }

    private StopResult stop(String name, boolean forced) {
        if (!running.containsKey(name)) {
            return new StopResult.NotRunning();
        }
        List<String> users =
                running.values().stream()
                        .map(Running::application)
                        .filter(user -> user.dependencies().contains(name))
                        .map(Application::name)
                        .toList();
        if (!users.isEmpty() && !forced) {
            return new StopResult.InUse(users);
        }
        stop(name);
        return new StopResult.Stopped();
    }

    private void stopAll() {
        List.copyOf(running.keySet()).reversed().forEach(this::stop);
    }

    private void stop(String name) {
        Running one = running.remove(name);
        if (one == null) {
            return;
        }
        Application application = one.application();
        run(application.prepStop(), application, "prepStop");
        self().demonitor(one.monitor());
        stopTree(one.tree());
        run(application.stopped(), application, "stopped");
    }

    /// A tree ends as with its parent's exit signal, or with the reason it ends with by itself.
    private void stopTree(Pid tree) {
        try {
            tree.stop(ExitReason.shutdown(), FOREVER);
        } catch (CallFailed ended) {
            self().awaitExit(tree, FOREVER);
        }
    }
}
