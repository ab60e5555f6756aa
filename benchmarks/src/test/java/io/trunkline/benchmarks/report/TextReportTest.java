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

                        requests              3,015   in 3.00 s, 1,005/s
                          ok                  3,000
                          errors                  3   upstream broken 3
                          unavailable             6   upstream circuit open 3, no connection 3
                          rate-limited            3
                          unanswered              3

                        microseconds          count         p50         p90         p99       p99.9\
                              p99.99         max
                        queue                 3,012         1.0         1.0         1.0         1.0\
                                 1.0         1.0
                        session               3,012         1.0         1.0         1.0         1.0\
                                 1.0         1.0
                        upstream              3,003   500,170.8   900,202.5   990,380.0   999,292.9\
                         1,000,341.5 1,000,341.5
                        total                 3,012   498,073.6   900,202.5   990,380.0   999,292.9\
                         1,000,341.5 1,000,341.5

                        connections             256   3,003 fetches, up to 12 seen at once; 260 opened,\
                         1 lost with their sessions
                          waited for             62   at most 40 at once, the longest for 7.0 ms;\
                         2 in vain
                        circuit                   3   changes of state; open for 0.8 s, half-open\
                         for 0.750 s
                                            0.750 s   closed to open
                                            1.500 s   open to half-open
                                            2.250 s   half-open to closed

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
