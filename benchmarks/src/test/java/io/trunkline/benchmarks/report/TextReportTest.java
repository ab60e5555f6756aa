package io.trunkline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

class TextReportTest {
    @TempDir Path folder;

    @Test
    void showsWhatBecameOfTheRequestsAndHowLongTheyTook() throws IOException {
        assertThat(TextReport.of(Samples.replay(folder.resolve("log"))))
                .isEqualTo(
                        """
                        access.log, some requests
                        A Processor, 2 cores, An OS 1, JDK 25, G1
                        a fast gateway

                        requests              3,009   in 3.00 s, 1,003/s
                          ok                  3,000
                          errors                  3   upstream broken 3
                          rate-limited            3
                          unanswered              3

                        microseconds          count         p50         p90         p99       p99.9\
                              p99.99         max
                        queue                 3,006         1.0         1.0         1.0         1.0\
                                 1.0         1.0
                        session               3,006         1.0         1.0         1.0         1.0\
                                 1.0         1.0
                        upstream              3,003   500,170.8   900,202.5   990,380.0   999,292.9\
                         1,000,341.5 1,000,341.5
                        total                 3,006   499,122.2   900,202.5   990,380.0   999,292.9\
                         1,000,341.5 1,000,341.5

                        sessions                 50   of these rate-limited 2

                            requests           bytes   path
                               2,000      16,000,000   /
                               1,009               0   /<b>?[1mxxxxxxxxxxxxxxxxxxxxxxxxx\
                        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...

                                rows    bytes beside   table
                               1,204          98,304   gateway/paths
                        """);
    }

    @Test
    void looksTheSameInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            String here = shown();
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(shown()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private String shown() throws IOException {
        Replay replay = Samples.replay(folder.resolve("log"));
        return TextReport.of(replay) + HtmlReport.of(replay);
    }
}
