package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class TrafficCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return TrafficCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void countsGeneratedLines() {
        assertThat(run("--lines", "5000", "--top", "2")).isZero();
        assertThat(out.toString())
                .contains("5,000 lines in ", ", 0 of them unreadable")
                .contains("requests by status, 3 in all")
                .contains("/pages/0")
                .contains("requests by minute, 250 in all");
    }

    @Test
    void countsAFile() throws IOException {
        Path log = folder.resolve("access.log");
        Files.writeString(
                log,
                """
                192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 1
                192.0.2.7 - - [17/May/2015:10:05:04 +0000] "GET /a?b HTTP/1.1" 304 -
                what?
                """);
        assertThat(run("--input", log.toString())).isZero();
        assertThat(out.toString())
                .contains("3 lines in ", "1 of them unreadable")
                .contains("           2  /a")
                .contains("           2  17/May/2015:10:05");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(run("--input", folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("trunkline traffic: input must be a readable file: input=");
    }
}
