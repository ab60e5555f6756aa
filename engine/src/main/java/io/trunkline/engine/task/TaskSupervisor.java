package io.trunkline.engine.task;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.spi.Job;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.ChildNotStarted;
import io.trunkline.engine.supervisor.ChildResult;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.ChildStart;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.DynamicSupervisorSpec;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Supervisor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// A supervisor of tasks, OTP's `Task.Supervisor`: for tasks that outlive whoever asks for them, or
/// whose crash must not end it. This is a handle of the process; any thread may use it.
///
/// ```java
/// TaskSupervisor tasks = TaskSupervisor.start(node);
/// TaskResult<Quote> quote = tasks.asyncNoLink(() -> risky()).yield(Duration.ofSeconds(1));
/// tasks.startChild(() -> sendMail(order));
/// ```
///
/// *Under a supervisor.* It is a [DynamicSupervisor]: start one of these as the child, and make the
/// handle with [#of(Node, DynamicSupervisor)].
///
/// *Stops.* When it ends it shuts its tasks down, all at the same time, with 5 s each.
///
/// *When not to use it.* For a task whose failure is its owner's, [Task#async] is simpler and
/// several times cheaper.
public final class TaskSupervisor {
    private static final String CHILD = "task";

    private final Node node;
    private final NodeServices services;
    private final DynamicSupervisor supervisor;

    private TaskSupervisor(Node node, DynamicSupervisor supervisor) {
        this.node = node;
        this.services = NodeServices.of(node);
        this.supervisor = supervisor;
    }

    /// Starts one for any number of tasks.
    public static TaskSupervisor start(Node node) {
        return start(node, StartOptions.defaults());
    }

    /// Starts one with options such as a name.
    ///
    /// @throws io.trunkline.engine.StartFailed if it did not start, as the name is taken
    public static TaskSupervisor start(Node node, StartOptions options) {
        return of(node, DynamicSupervisor.start(node, options));
    }

    /// Starts one with a limit of restarts or of tasks; see [Supervisor#dynamicSupervisor].
    public static TaskSupervisor start(Node node, DynamicSupervisorSpec spec) {
        return of(node, DynamicSupervisor.start(node, spec));
    }

    /// The handle of one that runs.
    public static TaskSupervisor of(Node node, DynamicSupervisor supervisor) {
        return new TaskSupervisor(node, Objects.requireNonNull(supervisor, "supervisor"));
    }

    /// The supervisor's process.
    public Pid pid() {
        return supervisor.pid();
    }

    /// Changes how many tasks it may have; see [DynamicSupervisor#maxChildren(int)].
    public TaskSupervisor maxChildren(int most) {
        supervisor.maxChildren(most);
        return this;
    }

    // --- tasks with an owner ---

    /// Starts a task of the calling process, linked to it and to the supervisor.
    ///
    /// @throws ChildNotStarted if the supervisor has as many tasks as it may have
    public <T> Task<T> async(Callable<? extends T> code) {
        return Task.of(launch(code, true));
    }

    /// Starts a task of the calling process, linked to the supervisor only: a crash harms nobody,
    /// and is the answer of [Task#yield]. The end of the owner does not end it.
    ///
    /// @throws ChildNotStarted if the supervisor has as many tasks as it may have
    public <T> Task<T> asyncNoLink(Callable<? extends T> code) {
        return Task.of(launch(code, false));
    }

    /// As [Task#stream], of tasks that are linked to the calling process and the supervisor.
    public <I, T> TaskStream<I, T> stream(
            Iterable<? extends I> inputs, Function<? super I, ? extends T> function) {
        return streamOf(inputs, function, true);
    }

    /// As [Task#stream], of tasks that are linked to the supervisor only: a crash is a result.
    public <I, T> TaskStream<I, T> streamNoLink(
            Iterable<? extends I> inputs, Function<? super I, ? extends T> function) {
        return streamOf(inputs, function, false);
    }

    private <I, T> TaskStream<I, T> streamOf(
            Iterable<? extends I> inputs,
            Function<? super I, ? extends T> function,
            boolean linked) {
        TaskStream.Launcher launcher =
                new TaskStream.Launcher() {
                    @Override
                    public <R> Tied<R> launch(Callable<? extends R> code) {
                        return TaskSupervisor.this.launch(code, linked);
                    }
                };
        return TaskStream.of(new TaskStream.Source<>(node, inputs::iterator, function, launcher));
    }

    private <T> Tied<T> launch(Callable<? extends T> code, boolean linked) {
        Tied<T> tied = Tied.make(node, code, pid(), linked);
        List<Pid> links = linked ? List.of(pid(), tied.owner()) : List.of(pid());
        supervisor.startChild(spec(self -> started(tied.job(), links)));
        return tied;
    }

    // --- tasks without an owner ---

    /// Starts a task for its effect alone; it is not started again.
    ///
    /// @throws ChildNotStarted if the supervisor has as many tasks as it may have
    public Pid startChild(Callable<?> code) {
        return startChild(code, Restart.TEMPORARY);
    }

    /// Starts a task for its effect alone, which is started again as `restart` says.
    ///
    /// @throws ChildNotStarted if the supervisor has as many tasks as it may have
    public Pid startChild(Callable<?> code, Restart restart) {
        return supervisor.startChild(childOf(code, restart));
    }

    /// Starts a task and says how that went; see [#startChild(Callable, Restart)].
    public ChildResult.Start tryStartChild(Callable<?> code, Restart restart) {
        return supervisor.tryStartChild(childOf(code, restart));
    }

    private ChildSpec childOf(Callable<?> code, Restart restart) {
        Objects.requireNonNull(code, "code");
        Pid caller = services.running();
        return spec(
                        self -> {
                            Job<Object> job = Tied.job(services, code, caller, self.pid());
                            return started(job, List.of(self.pid()));
                        })
                .restart(restart);
    }

    private static ChildSpec spec(ChildStart start) {
        return Supervisor.custom(CHILD, start).restart(Restart.TEMPORARY);
    }

    private static Started started(Job<?> job, List<Pid> links) {
        job.start(links);
        return new Started.Ok(job.pid());
    }

    // --- children ---

    /// The tasks that run.
    public List<Pid> children() {
        return supervisor.whichChildren().stream()
                .map(ChildInfo::pid)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Shuts a task down; see [DynamicSupervisor#terminateChild(Pid)].
    public ChildResult.Terminate terminateChild(Pid task) {
        return supervisor.terminateChild(task);
    }

    @Override
    public String toString() {
        return "TaskSupervisor" + pid();
    }
}
