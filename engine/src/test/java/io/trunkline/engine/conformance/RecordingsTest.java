package io.trunkline.engine.conformance;

import static io.trunkline.engine.conformance.Json.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

class RecordingsTest {
    private static final String LINE =
            "{'scenario':'s','setup':{},'steps':[{'op':'wait'}],'observed':[{}]}";

    @TempDir Path folder;

    @Test
    void readsEveryFileOfTheAreaAndNoOther() throws IOException {
        write("links-b.jsonl.gz", LINE + "\n" + LINE + "\n");
        write("links-a.jsonl.gz", LINE);
        write("names-a.jsonl.gz", LINE);

        var recordings = Recordings.ofArea("links", folder);

        assertThat(recordings)
                .extracting(Recordings.Recording::name)
                .containsExactly("links-a", "links-b");
        assertThat(recordings.getLast().scenarios()).hasSize(2);
        assertThat(recordings.getLast().steps()).isEqualTo(2);
    }

    @Test
    void refusesAFolderWithoutARecordingOfTheArea() throws IOException {
        write("names-a.jsonl.gz", LINE);

        assertThatThrownBy(() -> Recordings.ofArea("links", folder))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("area=links");
    }

    @Test
    void refusesARecordingWithoutAScenario() throws IOException {
        write("links-a.jsonl.gz", "\n");

        assertThatThrownBy(() -> Recordings.ofArea("links", folder))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("recording must hold a scenario");
    }

    @Test
    void refusesAScenarioWithAStepThatWasNotObserved() {
        assertThatThrownBy(() ->
                        Scenario.of(
                                json(
                                        "{'scenario':'s','setup':{},"
                                                + "'steps':[1,2],'observed':[1]}")))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("steps=2, observed=1");
    }

    @Test
    void refusesStepsThatItDoesNotKnow() {
        assertThatThrownBy(() -> LinksStep.of(json("{'op':'dance','p':'a'}")))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("op must be known");
        assertThatThrownBy(() -> GenServerStep.of(json("{'op':'dance'}")))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("op must be known");
        assertThatThrownBy(() -> Ret.of(json("{'ret':'dance'}")))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("ret must be known");
        assertThatThrownBy(() -> LinksStep.of(json("{'op':'link','p':'a','q':'b','how':'gently'}")))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("field must be known: field=how");
    }

    private void write(String name, String lines) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(lines.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
    }
}
