package io.trunkline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

class HtmlReportTest {
    @TempDir Path folder;

    @Test
    void saysWhatRanWhere() throws IOException {
        assertThat(page("access.log"))
                .contains(
                        "<title>Gateway replay of access.log at 20,000/s: A Processor, 2 cores,"
                                + " An OS 1, JDK 25, G1</title>")
                .contains("\"notes\": [\"some requests in 3.00 s (1,005/s), sent by 1 thread\"");
    }

    @Test
    void holdsTheNumbers() throws IOException {
        assertThat(page("access.log"))
                .contains(
                        "[\"sent\", 3015], [\"ok\", 3000], [\"rate-limited\", 3],"
                                + " [\"upstream circuit open\", 3], [\"no connection\", 3]")
                .contains("[\"upstream broken\", 3], [\"unanswered\", 3]")
                .contains("{\"name\": \"queue\", \"count\": 3012")
                .contains(
                        "{\"t\": 2.000, \"seconds\": 1.000, \"answered\": 1004, \"sent\": 1005.000,"
                                + " \"ok\": 1000.000");
    }

    @Test
    void holdsTheStateOfTheCircuitAndTheUseOfConnections() throws IOException {
        assertThat(page("access.log"))
                .contains(
                        "\"connections\": 256, \"circuit\": [[0.750, \"open\"],"
                                + " [1.500, \"half-open\"], [2.250, \"closed\"]]")
                .contains("\"open\": 1.000, \"unconnected\": 1.000")
                .contains("\"inUse\": 12, \"waiting\": 3, \"wait\": 7000.000}");
    }

    @Test
    void holdsWhatTheGatewayKnew() throws IOException {
        assertThat(page("access.log"))
                .contains("\"sessions\": 50, \"limited\": 2")
                .contains("\"paths\": [[\"/\", 2000, 16000000], [\"/\\u003cb>?[1mxxx")
                .contains("\"tables\": [[\"gateway/paths\", 1204, 98304]]");
    }

    @Test
    void needsNothingButItself() throws IOException {
        assertThat(page("access.log"))
                .doesNotContain("{{")
                .doesNotContainPattern("src=|<link|@import|url\\(|fetch\\(")
                .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)");
    }

    @Test
    void anEvilNameDoesNotLeaveItsPlace() throws IOException {
        String page = page("</script><script>alert(\"x\")\\</script>");

        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(1);
        assertThat(Pattern.compile("</script").matcher(page).results().count()).isEqualTo(1);
    }

    private String page(String source) throws IOException {
        return HtmlReport.of(Samples.replay(folder.resolve("log"), source));
    }
}
