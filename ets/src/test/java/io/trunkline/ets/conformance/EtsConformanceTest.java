package io.trunkline.ets.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.Down;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Ets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Every outcome that was recorded from the real ets comes out of our tables too.
@Timeout(300)
class EtsConformanceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    private int outcomes;
    private final List<String> mismatches = new ArrayList<>();

    @Test
    void doesWhatTheRealTablesDid() {
        for (Recordings.Recording recording : Recordings.ofArea("ets")) {
            outcomes = 0;
            try (Node node = Node.start()) {
                for (JsonNode scenario : recording.scenarios()) {
                    inProcess(node, self -> replay(node, self, scenario));
                    assertThat(Ets.of(node).all()).as("tables of a process that ended").isEmpty();
                }
            }
            System.out.printf(
                    "%s: %d scenarios, %d outcomes, %d mismatches%n",
                    recording.name(), recording.scenarios().size(), outcomes, mismatches.size());
        }
        assertThat(mismatches).isEmpty();
    }

    private boolean replay(Node node, Self self, JsonNode scenario) {
        TermJson json = new TermJson(self.pid(), Tid.ANY);
        TableWorld world =
                new TableWorld(
                        node,
                        folder,
                        self.pid(),
                        scenario.get("name").asText(),
                        json.decode(scenario.get("opts")));
        int number = 0;
        for (JsonNode step : scenario.get("ops")) {
            number++;
            outcomes++;
            Outcome expected = Outcome.recorded(step, json);
            List<Object> args = json.decodeAll(step.get("args"));
            String op = step.get("op").asText();
            Outcome got =
                    step.path("by").asText().equals("other")
                            ? inProcess(node, other -> outcome(world, op, args))
                            : outcome(world, op, args);
            if (!expected.matches(got, step.path("cmp").asText("exact"))) {
                mismatches.add(
                        "scenario %s (%s), step %d: %s%n  got %s%n"
                                .formatted(
                                        scenario.get("id"),
                                        scenario.get("type"),
                                        number,
                                        step,
                                        got));
                return false; // from here on the tables differ
            }
        }
        return true;
    }

    private static Outcome outcome(TableWorld world, String op, List<Object> args) {
        try {
            return new Outcome.Ok(world.perform(op, args));
        } catch (BadArg e) {
            return new Outcome.Refused(e.getMessage());
        }
    }

    /// Runs an action as a process, until its end has been heard of.
    private static <T> T inProcess(Node node, Function<Self, T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Boolean> watched = new CompletableFuture<>();
        Pid pid =
                node.spawn(self -> {
                    watched.join();
                    try {
                        result.complete(action.apply(self));
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                });
        CompletableFuture<Down> down = new CompletableFuture<>();
        node.spawn(self -> {
            self.monitor(pid);
            watched.complete(true);
            down.complete(self.receive(Down.class, PATIENCE).orElseThrow());
        });
        T value = result.join();
        down.join();
        return value;
    }
}
