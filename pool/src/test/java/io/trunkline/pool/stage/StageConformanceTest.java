package io.trunkline.pool.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.sys.Sys;
import io.trunkline.pool.Recordings;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Stages do what GenStage did, whatever the schedule.
class StageConformanceTest {
    private static final int SEEDS = 5;

    /// What it takes to believe a view that is not expected: so much of both, as time alone passes
    /// on a busy machine without anybody running.
    private static final int ROUNDS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Test
    void doesWhatGenStageDidInVirtualTime() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            long s = seed;
            replayAll(
                    "seed " + seed,
                    listener -> Node.simulated(s, NodeOptions.defaults().withListener(listener)),
                    (node, _, view, _) -> {
                        ((SimulatedNode) node).settle();
                        return view.get();
                    });
        }
    }

    @Test
    void doesWhatGenStageDidOnThreads() {
        replayAll(
                "threads",
                listener ->
                        Node.start(
                                NodeOptions.defaults()
                                        .withRunners(2)
                                        .withShutdownTimeout(Duration.ZERO)
                                        .withListener(listener)),
                StageConformanceTest::settleThreads);
    }

    /// There nobody knows when nothing is left to do, so it goes in rounds, in which every stage
    /// answers after all that was sent to it before.
    private static JsonNode settleThreads(
            Node node,
            Collection<Pid> stages,
            Supplier<JsonNode> view,
            Predicate<JsonNode> isExpected) {
        long start = System.nanoTime();
        JsonNode before = null;
        for (int round = 0; ; round++) {
            boolean allTold = stages.stream().allMatch(stage -> hasHeardOfAllEnds(node, stage));
            stages.forEach(StageConformanceTest::flush);
            JsonNode now = view.get();
            boolean settled = allTold && now.equals(before) && isExpected.test(now);
            if (settled || (round >= ROUNDS && System.nanoTime() - start > PATIENCE.toNanos())) {
                return now;
            }
            before = now;
        }
    }

    private static boolean hasHeardOfAllEnds(Node node, Pid stage) {
        return node.info(stage)
                .map(info -> info.monitors().stream().allMatch(Pid::isAlive))
                .orElse(true);
    }

    private static void flush(Pid stage) {
        try {
            Sys.getState(stage);
        } catch (CallFailed dead) {
            // it has nothing left to do
        }
    }

    private static void replayAll(
            String how, Function<NodeListener, Node> nodes, StageWorld.Settling settling) {
        List<Path> recordings = Recordings.of("stage");
        assertThat(recordings).isNotEmpty();
        for (Path recording : recordings) {
            List<JsonNode> scenarios = Recordings.read(recording);
            assertThat(scenarios).isNotEmpty();
            List<String> mismatches = new ArrayList<>();
            int steps = 0;
            for (JsonNode scenario : scenarios) {
                steps += scenario.get("steps").size();
                mismatches.addAll(replay(scenario, how, nodes, settling));
            }
            System.out.printf(
                    "%s, %s: %d scenarios, %d steps, %d mismatches%n",
                    recording.getFileName(), how, scenarios.size(), steps, mismatches.size());
            assertThat(mismatches).isEmpty();
        }
    }

    private static List<String> replay(
            JsonNode scenario,
            String how,
            Function<NodeListener, Node> nodes,
            StageWorld.Settling settling) {
        JsonNode setup = scenario.get("setup");
        try (StageWorld world = new StageWorld(nodes, settling, setup)) {
            StageExpectation expectation = new StageExpectation();
            for (int i = 0; i < scenario.get("steps").size() && !expectation.isOver(); i++) {
                JsonNode step = scenario.get("steps").get(i);
                JsonNode expected =
                        expectation.of(
                                step, scenario.get("observed").get(i), world.keepsEvents(step));
                JsonNode seen = world.perform(step, expected::equals);
                if (!seen.equals(expected)) {
                    return List.of(
                            "%s, %s, step %d: %s%n  GenStage: %s%n  ours:     %s"
                                    .formatted(
                                            scenario.get("scenario").textValue(),
                                            how,
                                            i,
                                            step,
                                            expected,
                                            seen));
                }
            }
        }
        return List.of();
    }
}
