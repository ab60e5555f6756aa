package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.benchmarks.compare.Workload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.StringWriter;
import java.nio.file.Path;

/// What `compare` does before it measures.
class CompareCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsEveryWorkloadWithItsGoal() {
        assertThat(run("--list")).isZero();

        assertThat(out.toString().lines())
                .hasSizeGreaterThan(41)
                .anySatisfy(line ->
                        assertThat(line).matches("call-idle +call to .* 15x BEAM, 50x Pekko"));
    }

    @Test
    void selectsByAPatternThatIsFoundInTheId() throws InputProblem {
        assertThat(CompareCommand.selected("ping-pong")).hasSize(2);
        assertThat(CompareCommand.selected("^(agent|ring)"))
                .extracting(Workload::id)
                .containsExactlyInAnyOrder("agent-get", "agent-update", "ring-1000");
        assertThat(CompareCommand.selected("@2t")).extracting(Workload::threads).containsOnly(2);
    }

    @Test
    void refusesAPatternThatIsNone() {
        assertThat(run("--only", "(")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("trunkline compare: only must be a regular expression: only=(")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAPatternThatMatchesNothing() {
        assertThat(run("--only", "no-such-row")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("trunkline compare: only must match an id (see --list)");
    }

    @Test
    void refusesAFileThatCannotBeWrittenBeforeItMeasures() {
        Path nowhere = folder.resolve("no-such-folder").resolve("out.json");

        assertThat(run("--quick", "--json", nowhere.toString())).isEqualTo(2);

        assertThat(err.toString()).startsWith("trunkline compare: json must be writable: json=");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("--fast")).isEqualTo(2);

        assertThat(err.toString()).contains("--fast").hasLineCount(1);
    }

    private int run(String... arguments) {
        return TrunklineCommand.run(out, err, "compare", arguments);
    }
}
