package io.trunkline.engine.conformance;

import static io.trunkline.engine.conformance.Json.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.UnaryOperator;

class ReplayerTest {
    private static final Recordings.Recording RECORDING =
            new Recordings.Recording(
                    "links-x",
                    List.of(
                            new Scenario(
                                    "first",
                                    json("{}"),
                                    List.of(json("1"), json("2"), json("3")),
                                    List.of(json("1"), json("2"), json("3"))),
                            new Scenario(
                                    "second", json("{}"), List.of(json("2")), List.of(json("2")))));

    @Test
    void findsNothingWhereAllIsAsRecorded() {
        assertThat(replay(step -> step)).isEmpty();
    }

    @Test
    void findsTheFirstMismatchOfEachScenario() {
        assertThat(replay(step -> json("2").equals(step) ? json("'two'") : step))
                .containsExactly(
                        new Mismatch("run", "first", 1, json("2"), "2", "\"two\""),
                        new Mismatch("run", "second", 0, json("2"), "2", "\"two\""));
    }

    @Test
    void anExceptionIsAMismatch() {
        assertThat(
                        replay(_ -> {
                            throw new IllegalStateException("broken");
                        }))
                .hasSize(2)
                .first()
                .satisfies(mismatch -> assertThat(mismatch.actual()).contains("broken"));
    }

    @Test
    void aRecordingThatCannotBeReadIsNoMismatchButAnError() {
        assertThatThrownBy(() ->
                        replay(_ -> {
                            throw new BadRecording("unknown");
                        }))
                .isInstanceOf(BadRecording.class);
    }

    private static List<Mismatch> replay(UnaryOperator<JsonNode> behaviour) {
        Replayer.Run run = new Replayer.Run("run", _ -> new FakeWorld(behaviour));
        return new Replayer((_, _, observed) -> observed, List.of(run)).replay(RECORDING);
    }

    private record FakeWorld(UnaryOperator<JsonNode> behaviour) implements World {
        @Override
        public JsonNode perform(JsonNode step, JsonNode expected) {
            return behaviour.apply(step);
        }

        @Override
        public void close() {}
    }
}
