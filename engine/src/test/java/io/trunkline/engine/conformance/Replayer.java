package io.trunkline.engine.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Replays all recordings of an area in one or more ways, prints a line for each file and fails if
/// anything differed.
final class Replayer {
    /// The system property that sets the one seed of simulated nodes, instead of three.
    static final String SEED = "trunkline.seed";

    private static final int SHOWN = 10;

    private final Expectation expectation;
    private final List<Run> runs;

    Replayer(Expectation expectation, List<Run> runs) {
        this.expectation = expectation;
        this.runs = List.copyOf(runs);
    }

    /// One way of replaying: how a world is made from a scenario's setup.
    record Run(String name, Function<JsonNode, World> world) {}

    /// What a world should show where the real runtime showed `observed`: the same in a form that
    /// can be compared, changed where we mean to differ.
    interface Expectation {
        JsonNode of(JsonNode setup, JsonNode step, JsonNode observed);

        /// For each step; to be overridden if what came before matters.
        default List<JsonNode> of(Scenario scenario) {
            List<JsonNode> expected = new ArrayList<>();
            for (int i = 0; i < scenario.steps().size(); i++) {
                expected.add(
                        of(scenario.setup(), scenario.steps().get(i), scenario.observed().get(i)));
            }
            return expected;
        }
    }

    /// The seeds to replay with.
    static LongStream seeds() {
        String seed = System.getProperty(SEED);
        return seed == null ? LongStream.rangeClosed(1, 3) : LongStream.of(Long.parseLong(seed));
    }

    void replayArea(String area) {
        List<Mismatch> mismatches = new ArrayList<>();
        for (Recordings.Recording recording : Recordings.ofArea(area)) {
            List<Mismatch> found = replay(recording);
            mismatches.addAll(found);
            System.out.printf(
                    "%s: %d scenarios, %d steps, %d mismatches [%s]%n",
                    recording.name(),
                    recording.scenarios().size(),
                    recording.steps(),
                    found.size(),
                    runs.stream().map(Run::name).collect(Collectors.joining(", ")));
        }
        if (!mismatches.isEmpty()) {
            fail(
                    mismatches.stream()
                            .limit(SHOWN)
                            .map(Mismatch::toString)
                            .collect(
                                    Collectors.joining(
                                            "\n",
                                            mismatches.size() + " mismatches, the first are\n",
                                            "")));
        }
    }

    /// Replays all scenarios in all ways. A scenario ends with its first mismatch, as nothing after
    /// it can be compared.
    List<Mismatch> replay(Recordings.Recording recording) {
        List<Mismatch> mismatches = new ArrayList<>();
        for (Run run : runs) {
            for (Scenario scenario : recording.scenarios()) {
                replay(run, scenario, mismatches);
            }
        }
        return mismatches;
    }

    private void replay(Run run, Scenario scenario, List<Mismatch> mismatches) {
        int index = -1;
        JsonNode step = MissingNode.getInstance();
        List<JsonNode> wanted = expectation.of(scenario);
        try (World world = run.world().apply(scenario.setup())) {
            for (index = 0; index < scenario.steps().size(); index++) {
                step = scenario.steps().get(index);
                JsonNode expected = wanted.get(index);
                JsonNode actual = world.perform(step, expected);
                if (!actual.equals(expected)) {
                    mismatches.add(
                            new Mismatch(
                                    run.name(),
                                    scenario.name(),
                                    index,
                                    step,
                                    expected.toString(),
                                    actual.toString()));
                    return;
                }
            }
        } catch (BadRecording e) {
            throw e;
        } catch (RuntimeException | Error e) {
            mismatches.add(
                    new Mismatch(
                            run.name(), scenario.name(), index, step, "no exception", trace(e)));
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString().lines().limit(20).collect(Collectors.joining("\n        "));
    }
}
