package io.trunkline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class CombinedLogParserTest {
    private static final String HEAD = "192.0.2.7 - - [17/May/2015:10:05:03 +0000] ";
    private static final long SECOND = Instant.parse("2015-05-17T10:05:03Z").getEpochSecond();

    @Test
    void readsTheCombinedFormat() {
        assertThat(
                        entry(
                                "192.0.2.7 - ann [17/May/2015:10:05:03 +0000] \"GET /a?b=c"
                                    + " HTTP/1.1\" 200 203023 \"http://example.org/\" \"Agent/5.0"
                                    + " (X11)\""))
                .isEqualTo(
                        new LogLine.Entry("192.0.2.7", SECOND, "GET", "/a?b=c", 200, 203023, true));
    }

    @Test
    void readsTheCommonFormat() {
        assertThat(entry(HEAD + "\"HEAD / HTTP/1.0\" 304 -"))
                .isEqualTo(new LogLine.Entry("192.0.2.7", SECOND, "HEAD", "/", 304, 0, true));
    }

    @Test
    void readsFieldsThatAServerWasToldToAdd() {
        assertThat(entry(HEAD + "\"GET / HTTP/2.0\" 200 1 \"-\" \"-\" \"203.0.113.9\" 0.004"))
                .returns(true, LogLine.Entry::complete);
    }

    @Test
    void readsIpv6Clients() {
        assertThat(
                        entry(
                                "2001:db8::ff00:42:8329 - - [17/May/2015:10:05:03 +0000]"
                                        + " \"GET / HTTP/1.1\" 200 1 \"-\" \"-\""))
                .returns("2001:db8::ff00:42:8329", LogLine.Entry::client);
    }

    @ParameterizedTest
    @CsvSource({
        "17/May/2015:12:05:03 +0200",
        "17/May/2015:05:35:03 -0430",
        "17/May/2015:10:05:03 +0000"
    })
    void readsTimesOfAnyZone(String time) {
        assertThat(entry("c - - [" + time + "] \"GET / HTTP/1.1\" 200 1"))
                .returns(SECOND, LogLine.Entry::epochSecond);
    }

    @Test
    void aLeapSecondBelongsToTheMinute() {
        assertThat(entry("c - - [30/Jun/2015:23:59:60 +0000] \"GET / HTTP/1.1\" 200 1"))
                .returns(
                        Instant.parse("2015-06-30T23:59:59Z").getEpochSecond(),
                        LogLine.Entry::epochSecond);
    }

    @Test
    void readsEscapedAndStrayQuotes() {
        assertThat(entry(HEAD + "\"GET /\\\"q\\\"\\\\ HTTP/1.1\" 200 1 \"-\" \"a \\\" b\""))
                .returns("/\"q\"\\", LogLine.Entry::path)
                .returns(true, LogLine.Entry::complete);
        assertThat(entry(HEAD + "\"GET /a\"b HTTP/1.1\" 200 1"))
                .returns("/a\"b", LogLine.Entry::path);
    }

    @Test
    void takesWhatIsNoRequestLineAsItIs() {
        assertThat(entry(HEAD + "\"-\" 408 -"))
                .returns("-", LogLine.Entry::method)
                .returns("-", LogLine.Entry::path);
        assertThat(entry(HEAD + "\"\\x16\\x03\\x01\" 400 226"))
                .returns("-", LogLine.Entry::method)
                .returns("\\x16\\x03\\x01", LogLine.Entry::path);
        assertThat(entry(HEAD + "\"GET /old\" 200 1"))
                .returns("GET", LogLine.Entry::method)
                .returns("/old", LogLine.Entry::path);
        assertThat(entry(HEAD + "\"\" 400 0")).returns("", LogLine.Entry::path);
    }

    @ParameterizedTest
    @ValueSource(strings = {" \"-\" \"Agent/5.0 (compat", " \"http://exa", " \""})
    void usesALineThatBreaksOffAfterItsSize(String rest) {
        assertThat(entry(HEAD + "\"GET / HTTP/1.1\" 200 235" + rest))
                .returns(235L, LogLine.Entry::bytes)
                .returns(false, LogLine.Entry::complete);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|client must be there: rest=\"\"",
                "garbage|time must be there: rest=\"\"",
                "c - - [17/Foo/2015:10:05:03 +0000] \"G / H\" 200 1|time must be"
                        + " dd/Mon/yyyy:HH:mm:ss +zzzz: time=17/Foo/2015:10:05:03 +0000",
                "c - - [31/Feb/2015:10:05:03 +0000] \"G / H\" 200 1|time must be"
                        + " dd/Mon/yyyy:HH:mm:ss +zzzz: time=31/Feb/2015:10:05:03 +0000",
                "c - - [17/May/1815:10:05:03 +0000] \"G / H\" 200 1|time must be"
                        + " dd/Mon/yyyy:HH:mm:ss +zzzz: time=17/May/1815:10:05:03 +0000",
                "c - - [17/May/2015:10:05:03 +9900] \"G / H\" 200 1|time must be"
                        + " dd/Mon/yyyy:HH:mm:ss +zzzz: time=17/May/2015:10:05:03 +9900",
                "c - - [2015-05-17T10:05:03Z] \"G / H\" 200 1"
                        + "|time must be dd/Mon/yyyy:HH:mm:ss +zzzz: time=2015-05-17T10:05:03Z",
                "c - - [17/May/2015:10:05:03 +0000|request must be there: rest=\"\"",
                "c - - [17/May/2015:10:05:03 +0000] GET /|request must be in quotes: rest=GET /",
                "c - - [17/May/2015:10:05:03 +0000] \"GET / HT"
                        + "|request must be in quotes: rest=\"GET / HT",
                "c - - [17/May/2015:10:05:03 +0000] \"GET /\"|status must be there: rest=\"\"",
                "c - - [17/May/2015:10:05:03 +0000] \"GET /\" 2x0 1"
                        + "|status must be three digits: status=2x0",
                "c - - [17/May/2015:10:05:03 +0000] \"GET /\" 200|size must be there: rest=\"\"",
                "c - - [17/May/2015:10:05:03 +0000] \"GET /\" 200 -5"
                        + "|size must be a number or -: size=-5",
                "c - - [17/May/2015:10:05:03 +0000] \"GET /\" 200 99999999999999999999"
                        + "|size must be a number or -: size=99999999999999999999"
            })
    void saysWhatIsWrong(String line, String reason) {
        assertThat(CombinedLogParser.parse(line)).isEqualTo(new LogLine.Malformed(reason));
    }

    @Test
    void showsWhatIsWrongInFewAndHarmlessCharacters() {
        String nasty = "\u001b[31m" + "x".repeat(1_000);

        assertThat(CombinedLogParser.parse(HEAD + "\"GET /\" " + nasty))
                .asString()
                .hasSizeLessThan(150)
                .doesNotContain("\u001b");
    }

    private static LogLine.Entry entry(String line) {
        return switch (CombinedLogParser.parse(line)) {
            case LogLine.Entry entry -> entry;
            case LogLine.Malformed malformed -> throw new AssertionError(malformed.toString());
        };
    }
}
