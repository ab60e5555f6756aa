package io.trunkline.engine.conformance;

import static io.trunkline.engine.conformance.Json.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.ExitReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonCodecTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'normal'",
                "'shutdown'",
                "['shutdown', 'why']",
                "['shutdown', ['a', 1]]",
                "'kill'",
                "'killed'",
                "'noproc'",
                "'noconnection'",
                "'timeout'",
                "'boom'",
                "['raised', 'oops']",
                "['raised', ['nocatch', 'v']]",
                "['shutdown']",
                "['some', 'pair']",
                "null",
                "42"
            })
    void writesWhatItRead(String reason) {
        JsonNode recorded = json(reason);

        assertThat(ReasonCodec.encode(ReasonCodec.decode(recorded))).isEqualTo(recorded);
    }

    @Test
    void readsReasonsThatTheRuntimeTreatsSpeciallyAsSuch() {
        assertThat(ReasonCodec.decode(json("'kill'"))).isEqualTo(ExitReason.kill());
        assertThat(ReasonCodec.decode(json("'normal'"))).isEqualTo(ExitReason.normal());
        assertThat(ReasonCodec.decode(json("['shutdown', 'why']")).isOrderly()).isTrue();
        assertThat(ReasonCodec.decode(json("'boom'")).isOrderly()).isFalse();
    }

    @Test
    void writesAnExceptionOfOursAsRaised() {
        assertThat(ReasonCodec.encode(ExitReason.crashed(new IllegalStateException("no"))))
                .isEqualTo(json("['raised', 'java.lang.IllegalStateException: no']"));
    }
}
