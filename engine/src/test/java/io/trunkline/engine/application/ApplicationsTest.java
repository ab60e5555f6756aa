package io.trunkline.engine.application;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.application.Application.application;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.custom;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.supervisor.Supervisor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The tests with a display name are facts about the real runtime, noted on Erlang/OTP 25.2.3.
class ApplicationsTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private final List<String> log = new CopyOnWriteArrayList<>();
    private SimulatedNode node;
    private Applications applications;

    @BeforeEach
    void makeNode() {
        node = nodes.simulated(1);
        applications = Applications.of(node);
    }

    /// Says what happens to it.
    private Application logged(String name) {
        return application(
                        name,
                        supervisor(
                                name,
                                ONE_FOR_ONE,
                                custom(
                                        "start",
                                        _ -> {
                                            log.add("start " + name);
                                            return new Started.Ignored();
                                        }),
                                child("worker", Lab::new, named(name))))
                .prepStop(() -> log.add("prep_stop " + name))
                .stopped(() -> log.add("stop " + name));
    }

    /// c needs b, which needs a.
    private void loadThree() {
        applications.load(logged("c").dependsOn("b"), logged("b").dependsOn("a"), logged("a"));
    }

    @Test
    @DisplayName("application: dependencies must run")
    void dependenciesMustRun() {
        loadThree();

        assertThat(applications.start("b")).isEqualTo(new StartResult.NotStarted("a"));
        assertThat(log).isEmpty();
    }

    @Test
    @DisplayName("application: ensure_all_started goes in dependency order")
    void ensureAllStartedGoesInDependencyOrder() {
        loadThree();

        assertThat(applications.ensureAllStarted("c"))
                .isEqualTo(new EnsureResult.AllRunning(List.of("a", "b", "c")));
        assertThat(applications.ensureAllStarted("c"))
                .isEqualTo(new EnsureResult.AllRunning(List.of()));
        assertThat(applications.whichRun()).containsExactly("a", "b", "c");
        applications.stopAll();

        assertThat(log)
                .containsExactly(
                        "start a",
                        "start b",
                        "start c",
                        "prep_stop c",
                        "stop c",
                        "prep_stop b",
                        "stop b",
                        "prep_stop a",
                        "stop a");
        assertThat(applications.whichRun()).isEmpty();
    }

    @Test
    @DisplayName("application: stopping a dependency does not stop its users")
    void stoppingADependencyIsRefusedUnlessForced() {
        loadThree();
        applications.ensureAllStarted("c");
        log.clear();

        assertThat(applications.stop("a")).isEqualTo(new StopResult.InUse(List.of("b")));
        assertThat(log).isEmpty();
        assertThat(applications.forceStop("a")).isEqualTo(new StopResult.Stopped());
        assertThat(applications.whichRun()).containsExactly("b", "c");
        assertThat(node.whereis("c")).isPresent();
        applications.stopAll();

        assertThat(log)
                .containsExactly(
                        "prep_stop a", "stop a", "prep_stop c", "stop c", "prep_stop b", "stop b");
    }

    @Test
    @DisplayName("application: start twice")
    void startTwice() {
        loadThree();

        assertThat(applications.start("a")).isInstanceOf(StartResult.Running.class);
        assertThat(applications.start("a")).isEqualTo(new StartResult.AlreadyStarted());
        assertThat(applications.stop("a")).isEqualTo(new StopResult.Stopped());
        assertThat(applications.stop("a")).isEqualTo(new StopResult.NotRunning());

        assertThat(log).containsExactly("start a", "prep_stop a", "stop a");
    }

    @Test
    @DisplayName("application: temporary app whose top supervisor dies is just stopped")
    void aTemporaryOneWhoseTopSupervisorDiesIsJustStopped() {
        loadThree();
        StartResult.Running running = (StartResult.Running) applications.start("a");

        running.tree().exit(ExitReason.kill());
        node.settle();

        assertThat(applications.whichRun()).isEmpty();
        assertThat(log).containsExactly("start a", "prep_stop a", "stop a");
        assertThat(node.isClosed()).isFalse();
        assertThat(applications.start("a")).isInstanceOf(StartResult.Running.class);
    }

    @Test
    void aTreeStopsInOrderAndItsProcessesAreGone() {
        loadThree();
        applications.ensureAllStarted("c");
        int processes = node.processes().size();

        applications.stop("c");

        assertThat(node.processes()).hasSize(processes - 2);
        assertThat(node.whereis("c")).isEmpty();
        assertThat(node.tree().paths()).containsKeys("b", "b/worker").doesNotContainKey("c");
    }

    @Test
    void ifOneDoesNotStartThoseStartedForItAreStoppedAgain() {
        applications.load(
                logged("a"),
                application(
                                "broken",
                                supervisor(
                                        "broken",
                                        ONE_FOR_ONE,
                                        custom("x", _ -> new Started.Failed(ExitReason.timeout()))))
                        .dependsOn("a"));

        assertThat(applications.ensureAllStarted("broken"))
                .isInstanceOf(EnsureResult.Failed.class)
                .asString()
                .contains("broken", "Timeout");

        assertThat(applications.whichRun()).isEmpty();
        assertThat(log).containsExactly("start a", "prep_stop a", "stop a");
    }

    @Test
    void circlesMissingDependenciesAndTakenNamesAreRefused() {
        loadThree();

        assertThatThrownBy(() ->
                        applications.load(logged("x").dependsOn("y"), logged("y").dependsOn("x")))
                .isInstanceOf(BadApplication.class)
                .hasMessage("dependencies must not form a circle: applications=[x, y], again=x");
        assertThatThrownBy(() -> applications.load(logged("x").dependsOn("nobody")))
                .isInstanceOf(BadApplication.class)
                .hasMessage("dependency must be loaded: dependency=nobody, applications=[x]");
        assertThatThrownBy(() -> applications.load(logged("a")))
                .isInstanceOf(BadApplication.class)
                .hasMessage("application must be loaded once: name=a");
        assertThat(applications.start("x")).isEqualTo(new StartResult.Unknown("x"));
    }

    @Test
    void aTreeThatAsksForApplicationsWhileItStartsFailsAtOnce() {
        applications.load(
                application(
                        "a",
                        supervisor(
                                "a",
                                ONE_FOR_ONE,
                                custom(
                                        "x",
                                        _ -> {
                                            applications.start("b");
                                            return new Started.Ignored();
                                        }))));

        assertThat(applications.start("a"))
                .asString()
                .contains(CallFailed.CallingStarter.class.getSimpleName());
    }

    @Test
    void closingTheNodeStopsAllInReverse() {
        loadThree();
        applications.ensureAllStarted("c");

        node.close();

        assertThat(log.subList(3, log.size()))
                .containsExactly(
                        "prep_stop c", "stop c", "prep_stop b", "stop b", "prep_stop a", "stop a");
    }

    @Test
    void theEndOfAPermanentOneClosesTheNode() {
        Node real = nodes.start();
        Applications onReal = Applications.of(real);
        onReal.load(logged("t").onExit(OnExit.TRANSIENT), logged("p").onExit(OnExit.PERMANENT));
        onReal.ensureAllStarted("t");
        StartResult.Running permanent = (StartResult.Running) onReal.start("p");

        permanent.tree().stop();

        Patience.until("node closes", real::isClosed);
    }

    @Test
    void aTransientOneClosesTheNodeIfItsSupervisorGivesUp() {
        Node real = nodes.start();
        Applications onReal = Applications.of(real);
        onReal.load(
                application(
                                "t",
                                supervisor("t", ONE_FOR_ONE, child("worker", Lab::new))
                                        .intensity(0, Patience.LONG))
                        .onExit(OnExit.TRANSIENT));
        Pid tree = ((StartResult.Running) onReal.start("t")).tree();

        Supervisor.whichChildren(tree).getFirst().pid().orElseThrow().exit(ExitReason.kill());

        Patience.until("node closes", real::isClosed);
    }

    @Test
    void theJvmsEndIsHeardOfOnlyWhenAskedFor() {
        Runnable takeBack = applications.stopAtJvmExit();

        takeBack.run();

        assertThat(applications.whichRun()).isEmpty();
    }
}
