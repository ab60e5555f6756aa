package io.trunkline.examples.guide;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.application.Application.application;
import static io.trunkline.engine.supervisor.Restart.TEMPORARY;
import static io.trunkline.engine.supervisor.Restart.TRANSIENT;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Strategy.REST_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.application.Applications;
import io.trunkline.engine.supervisor.Backoff;
import io.trunkline.engine.supervisor.ChildRef;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.PartitionSupervisor;
import io.trunkline.engine.supervisor.Supervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The snippets of docs/guide/supervision.md and docs/guide/applications.md. */
class SupervisionTest {
    private final SimulatedNode node = Node.simulated(1);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aTree() {
        Pid tree =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("hits", () -> new Counter(0), named("hits")),
                        child("misses", () -> new Counter(0)).restart(TRANSIENT),
                        supervisor(
                                        "rates",
                                        REST_FOR_ONE,
                                        child("minute", () -> new Counter(0)),
                                        child("hour", () -> new Counter(0))
                                                .shutdown(Duration.ofSeconds(1)))
                                .intensity(10, Duration.ofMinutes(1)));

        ProcessTree before = node.tree();
        node.whereis("hits").orElseThrow().exit(ExitReason.other("bug"));
        node.settle();
        before.diff(node.tree()); // [Restarted[path=SupervisorServer/hits, ...]]

        assertThat(before.diff(node.tree())).hasSize(1);
        assertThat(Supervisor.countChildren(tree).active()).isEqualTo(3);
    }

    @Test
    void backoff() {
        ChildSpec feed =
                child("feed", () -> new Counter(0))
                        .backoff(Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(30)))
                        .limit(20, Duration.ofHours(1));
        Pid tree = Supervisor.start(node, ONE_FOR_ONE, feed);

        Pid first = Supervisor.whichChildren(tree).getFirst().pid().orElseThrow();
        first.exit(ExitReason.kill());
        node.settle();
        assertThat(Supervisor.countChildren(tree).active()).isZero();
        node.advance(Duration.ofMillis(100));
        assertThat(Supervisor.countChildren(tree).active()).isEqualTo(1);
    }

    @Test
    void dynamic() {
        DynamicSupervisor sessions =
                DynamicSupervisor.start(node, named("sessions")).maxChildren(100_000);
        Pid session = sessions.startChild(() -> new Counter(0));
        Pid upload = sessions.startChild(child("upload", () -> new Counter(0)).restart(TEMPORARY));
        ChildRef lasting = sessions.ref(session).orElseThrow();
        session.exit(ExitReason.kill());
        node.settle();
        int hits = lasting.pid().orElseThrow().call(new Counter.Increment());
        sessions.terminateChild(upload);

        assertThat(hits).isEqualTo(1);
        assertThat(sessions.countChildren().active()).isEqualTo(1);
    }

    @Test
    void partitions() {
        PartitionSupervisor counters =
                PartitionSupervisor.start(node, 8, partition -> new Counter(0));
        counters.pid("ada").call(new Counter.Increment());

        assertThat(counters.pid("ada").call(new Counter.Get())).isEqualTo(1);
    }

    @Test
    void applications() {
        Applications applications = Applications.of(node);
        applications.load(
                application(
                        "store",
                        supervisor("store", ONE_FOR_ONE, child("rows", () -> new Counter(0)))),
                application(
                                "web",
                                supervisor("web", ONE_FOR_ONE, child("hits", () -> new Counter(0))))
                        .dependsOn("store"));
        applications.ensureAllStarted("web"); // store, then web
        applications.stop("store"); // InUse[users=[web]]
        applications.stopAll(); // web, then store

        assertThat(applications.whichRun()).isEmpty();
    }
}
