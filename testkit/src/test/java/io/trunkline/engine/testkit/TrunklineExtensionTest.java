package io.trunkline.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.spi.NodeServices;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Runs tests that are meant to fail, and looks at how they do.
@Timeout(60)
class TrunklineExtensionTest {
    private static final String RUN_EXAMPLES = "trunkline.examples";

    /// Keeps the examples from being run by anybody else.
    static final class OnlyFromHere implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(RUN_EXAMPLES).isPresent()
                    ? ConditionEvaluationResult.enabled("called by its test")
                    : ConditionEvaluationResult.disabled("run by " + RUN_EXAMPLES);
        }
    }

    @ExtendWith({OnlyFromHere.class, TrunklineExtension.class})
    static class Failing {
        static final List<Object> seen = new ArrayList<>();
        static final CountDownLatch released = new CountDownLatch(1);

        private Node before;

        @BeforeEach
        void keep(Node node) {
            before = node;
        }

        @Test
        void crashes(Node node, Probe probe) {
            probe.awaitEnd(
                    node.spawn(_ -> {
                        throw new IllegalStateException("boom");
                    }));
        }

        @Test
        void expectsACrashThatDoesNotCome(Probe probe) {
            probe.expectCrash(IllegalStateException.class);
        }

        @Test
        void expectsAnotherCrash(Node node, Probe probe) {
            probe.expectCrash(IllegalArgumentException.class);
            crashes(node, probe);
        }

        @Test
        void leavesAProcess(SimulatedNode node) {
            node.spawn(self -> {
                self.trapExit(true);
                while (true) {
                    self.receive();
                }
            });
            node.settle();
        }

        @Test
        void leavesATimer(Node node) {
            NodeServices.of(node).schedule(Duration.ofDays(1), () -> {});
        }

        @Test
        void leavesAThread(Node node, Probe probe) {
            CountDownLatch begun = new CountDownLatch(1);
            var pid =
                    node.spawn(_ -> {
                        begun.countDown();
                        while (released.getCount() > 0) {
                            LockSupport.park();
                        }
                    });
            probe.await("it runs", () -> begun.getCount() == 0);
            probe.kill(pid);
        }

        @Test
        @InterruptAfter(1)
        void hangsOutsideOfTheNode() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Test
        @InterruptAfter(1)
        void hangsInAReceive(Probe probe) {
            seen.add(probe.self().receive());
        }

        @Test
        @Seed(42)
        void failsWithASeed(Node node, Probe probe) {
            node.spawn(self -> self.receive());
            probe.pid().send("a message");
            ((SimulatedNode) node).advance(Duration.ofHours(1));
            throw new AssertionError("as it should");
        }

        @Seeds(20)
        void failsWithSomeSeeds(SimulatedNode node) {
            seen.add(node.seed());
            if (node.seed() % 7 == 0) {
                throw new AssertionError("unlucky");
            }
        }

        @Test
        void wantsTwoKindsOfNodes(SimulatedNode node) {
            seen.add(before == node);
        }
    }

    private static Map<String, TestExecutionResult> run(String method) {
        Map<String, TestExecutionResult> results = new LinkedHashMap<>();
        String parameters =
                Arrays.stream(Failing.class.getDeclaredMethods())
                        .filter(m -> m.getName().equals(method))
                        .findAny()
                        .map(m ->
                                String.join(
                                        ",",
                                        Arrays.stream(m.getParameterTypes())
                                                .map(Class::getName)
                                                .toList()))
                        .orElseThrow();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        selectMethod(Failing.class.getName(), method, parameters))
                                .configurationParameter(RUN_EXAMPLES, "true")
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(
                                    TestIdentifier test, TestExecutionResult result) {
                                if (test.isTest()) {
                                    results.put(test.getDisplayName(), result);
                                }
                            }
                        });
        assertThat(results).as("runs of %s", method).isNotEmpty();
        return results;
    }

    private static Throwable failureOf(String method) {
        return run(method).values().iterator().next().getThrowable().orElseThrow();
    }

    @Test
    void aCrashThatNobodyExpectedFailsTheTest() {
        assertThat(failureOf("crashes"))
                .hasMessageContaining("expected no crash, got: ")
                .hasStackTraceContaining("IllegalStateException: boom");
    }

    @Test
    void anExpectedCrashMustCome() {
        assertThat(failureOf("expectsACrashThatDoesNotCome"))
                .hasMessageContaining("expected a crash by IllegalStateException, got: none");
        assertThat(failureOf("expectsAnotherCrash"))
                .hasMessageContaining("expected no crash, got: ")
                .hasMessageContaining("expected a crash by IllegalArgumentException, got: none");
    }

    @Test
    void whatIsLeftFailsTheTest() {
        assertThat(failureOf("leavesAProcess"))
                .hasMessageContaining("a process that had to be killed");
        assertThat(failureOf("leavesATimer")).hasMessageContaining("timers=1");
        try {
            assertThat(failureOf("leavesAThread"))
                    .hasMessageContaining("threads of dead processes: 1");
        } finally {
            Failing.released.countDown();
        }
    }

    @Test
    void aTestThatTakesTooLongIsEnded() {
        assertThat(failureOf("hangsOutsideOfTheNode"))
                .hasStackTraceContaining("expected the test to end within PT1S")
                .hasStackTraceContaining("hangsOutsideOfTheNode");
        assertThat(failureOf("hangsInAReceive"))
                .hasStackTraceContaining("expected the test to end within PT1S")
                .hasStackTraceContaining("IMPLICIT");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFailureSaysWhatTheNodeLookedLike() {
        assertThat(failureOf("failsWithASeed"))
                .hasMessage("as it should")
                .hasStackTraceContaining("seed 42, repeat with -Dtrunkline.seed=42")
                .hasStackTraceContaining("virtual time PT1H")
                .hasStackTraceContaining("mailbox: [a message]")
                .hasStackTraceContaining("kind=THREADED");
    }

    @Test
    void eachSeedIsARunOfItsOwn() {
        Map<String, TestExecutionResult> runs = run("failsWithSomeSeeds");
        assertThat(runs).hasSize(20);
        assertThat(
                        runs.entrySet().stream()
                                .filter(run -> run.getValue().getThrowable().isPresent())
                                .map(Map.Entry::getKey))
                .containsExactly("seed 7", "seed 14");
        assertThat(Failing.seen).contains(1L, 20L);
    }

    @Test
    void allMethodsOfATestGetTheSameNode() {
        Failing.seen.clear();
        assertThat(run("wantsTwoKindsOfNodes").values().iterator().next().getThrowable()).isEmpty();
        assertThat(Failing.seen).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0.5"})
    void theTimeFactorMultipliesRealTime(String factor) {
        System.setProperty("trunkline.time.factor", factor);
        try {
            assertThat(Settings.scaled(Duration.ofSeconds(4)))
                    .isEqualTo(Duration.ofMillis((long) (4000 * Double.parseDouble(factor))));
        } finally {
            System.clearProperty("trunkline.time.factor");
        }
    }
}
