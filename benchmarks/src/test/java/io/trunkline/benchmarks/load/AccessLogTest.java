package io.trunkline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.examples.gateway.ClientRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

class AccessLogTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir Path folder;

    @Test
    void putsRequestsInOrderAndSpreadsThoseOfOneSecond() throws IOException {
        AccessLog log =
                read(
                        line("late", "10:00:02"),
                        line("first", "10:00:00"),
                        line("second", "10:00:00"),
                        line("later", "10:00:02"),
                        line("third", "10:00:00"),
                        line("last", "10:00:02"),
                        line("very last", "10:00:02"));
        Recording recording = log.recording().orElseThrow();

        assertThat(paths(recording))
                .containsExactly("first", "second", "third", "late", "later", "last", "very last");
        assertThat(IntStream.range(0, recording.size()).mapToLong(recording::offset))
                .containsExactly(
                        0L,
                        SECOND / 3,
                        2 * SECOND / 3,
                        2 * SECOND,
                        2 * SECOND + SECOND / 4,
                        2 * SECOND + SECOND / 2,
                        2 * SECOND + 3 * SECOND / 4);
        assertThat(recording.span()).isEqualTo(3 * SECOND);
    }

    @Test
    void namesEachClientOnce() throws IOException {
        Recording recording = read(line("a", "10:00:00"), line("b", "10:00:01")).recording().get();

        assertThat(recording.clients()).isEqualTo(1);
        assertThat(recording.request(0)).isEqualTo(new ClientRequest("192.0.2.7", "GET", "a"));
        assertThat(recording.request(0).client()).isSameAs(recording.request(1).client());
    }

    @Test
    void countsMalformedLinesAndShowsTheFirst() throws IOException {
        AccessLog log =
                read(
                        "one",
                        line("a", "10:00:00"),
                        "two",
                        "",
                        line("b", "10:00:00") + " \"cut",
                        "three",
                        "four",
                        "five");

        assertThat(log.lines()).isEqualTo(8);
        assertThat(log.malformed()).isEqualTo(6);
        assertThat(log.cutShort()).isEqualTo(1);
        assertThat(log.recording().orElseThrow().size()).isEqualTo(2);
        assertThat(log.firstMalformed())
                .extracting(AccessLog.BadLine::number)
                .containsExactly(1L, 3L, 4L, 6L, 7L);
    }

    @Test
    void readsBytesThatAreNoText() throws IOException {
        Path file = folder.resolve("binary.log");
        byte[] bytes = new byte[10_000];
        new java.util.Random(5).nextBytes(bytes);
        Files.write(file, bytes);

        AccessLog log = AccessLog.read(file);

        assertThat(log.recording()).isEmpty();
        assertThat(log.malformed()).isEqualTo(log.lines()).isPositive();
    }

    @Test
    void anEmptyFileHasNoRecording() throws IOException {
        AccessLog log = read();

        assertThat(log.recording()).isEmpty();
        assertThat(log.lines()).isZero();
    }

    @Test
    void aMissingFileIsAnError() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> AccessLog.read(folder.resolve("missing")));
    }

    @Test
    void growsAsNeeded() throws IOException {
        String[] lines =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> line("p" + i, "10:%02d:%02d".formatted(i / 60 % 60, i % 60)))
                        .toArray(String[]::new);
        Recording recording = read(lines).recording().orElseThrow();

        assertThat(recording.size()).isEqualTo(5_000);
        assertThat(paths(recording)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 5_000).mapToObj(recording::offset).toList()).isSorted();
    }

    private AccessLog read(String... lines) throws IOException {
        return AccessLog.read(Files.write(folder.resolve("access.log"), List.of(lines)));
    }

    private static List<String> paths(Recording recording) {
        return IntStream.range(0, recording.size())
                .mapToObj(i -> recording.request(i).path())
                .toList();
    }

    private static String line(String path, String time) {
        return "192.0.2.7 - - [17/May/2015:" + time + " +0000] \"GET " + path + " HTTP/1.1\" 200 1";
    }
}
