package io.trunkline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Short measurements: their figures mean nothing here, only that there are some.
class MeasureCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void weighsIdleProcessesAndFindsThemAlive() {
        assertThat(run("idle", "--processes", "2000", "--rest", "200ms")).isZero();

        assertThat(out.toString())
                .containsPattern("started +2,000 in ")
                .containsPattern("bytes per process in the heap +[0-9]")
                .contains("at rest for 200 ms", "called 1,000 of them");
    }

    @Test
    void callsOthersWhileHandlersBlock() {
        assertThat(run("blocked", "--processes", "5", "--for", "500ms", "--warm-up", "300ms"))
                .isZero();

        assertThat(out.toString())
                .contains("5 processes blocked for 500 ms")
                .containsPattern("had begun meanwhile +5 of 5")
                .doesNotContain("failed");
    }

    @Test
    void callsOthersWhileTheApplicationComputes() {
        assertThat(run("spinning", "--threads", "1", "--for", "500ms", "--warm-up", "300ms"))
                .isZero();

        assertThat(out.toString())
                .contains("1 virtual threads computing for 500 ms")
                .doesNotContain("failed");
    }

    @Test
    void findsPoolsAccountsInOrderUnderChaos() {
        assertThat(run("pools", "--seconds", "3")).as(() -> out.toString()).isZero();

        assertThat(out.toString())
                .containsPattern("shared +[0-9]+ submitted: [1-9][0-9]* completed")
                .containsPattern("lifo +[0-9]+ checkouts: [1-9][0-9]* lent")
                .containsPattern("all laws held: seed=");
    }

    @Test
    void printsFiguresForOtherPrograms() {
        assertThat(run("figures", "row-bytes", "row-bytes-hash-map")).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        ours -> assertThat(ours).matches("row-bytes\t[0-9.]+"),
                        theirs -> assertThat(theirs).matches("row-bytes-hash-map\t[0-9.]+"));
    }

    @Test
    void refusesAFigureThatItDoesNotKnow() {
        assertThat(run("figures", "row-bytes", "weight")).isEqualTo(2);

        assertThat(err.toString()).contains("key must be known: key=weight");
        assertThat(out.toString()).doesNotContain("row-bytes\t");
    }

    @Test
    void refusesWhatIsNoNumberOrDuration() {
        assertThat(run("idle", "--processes", "0")).isEqualTo(2);
        assertThat(run("blocked", "--for", "10x")).isEqualTo(2);

        assertThat(err.toString())
                .contains("must be a whole number from 1, was: 0")
                .contains("must be a duration such as 10s, 500ms or 2m, was: 10x");
    }

    private int run(String... arguments) {
        return MeasureCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
