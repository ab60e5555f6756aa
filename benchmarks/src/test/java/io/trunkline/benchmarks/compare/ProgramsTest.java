package io.trunkline.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

class ProgramsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void readsTheNumberBehindTheKey() {
        assertThat(Programs.figure(List.of("a\t1.5", "call-idle\t1753", "z\t2"), "call-idle"))
                .hasValue(1753);
        assertThat(Programs.figure(List.of("call-idle-2\t3", "call-idle\tmany"), "call-idle"))
                .isEmpty();
    }

    @Test
    void tellsOfAProgramThatFailsWithItsFirstWords() {
        assertThat(shell("echo >&2; echo 'no such table' >&2; exit 3", "x", LONG))
                .isEqualTo(new Finding.NotMeasured("failed with exit code 3: no such table"));
    }

    @Test
    void tellsOfAProgramThatDoesNotKnowTheKey() {
        assertThat(shell("echo other; exit 0", "x", LONG))
                .isEqualTo(new Finding.NotMeasured("the program knows no x"));
    }

    @Test
    void endsAProgramThatTakesTooLong() {
        assertThat(shell("sleep 60", "x", Duration.ofMillis(100)))
                .isInstanceOf(Finding.NotMeasured.class);
    }

    @Test
    void leavesTheBeamOutWhereThereIsNone() {
        assertThat(beam(List.of(folder)))
                .isEqualTo(new Finding.NotMeasured("left out: no erl on the PATH"));
    }

    @Test
    void tellsOfAProgramThatIsMissing() throws IOException {
        executable("erl");
        executable("escript");

        assertThat(beam(List.of(folder)))
                .isEqualTo(new Finding.NotMeasured("no program benchmarks/beam/messaging"));
    }

    @Test
    void leavesElixirsProgramsOutWhereThereIsOnlyErlang() throws IOException {
        executable("erl");
        executable("escript");
        Files.createFile(folder.resolve("messaging.exs"));

        assertThat(beam(List.of(folder)))
                .isEqualTo(new Finding.NotMeasured("left out: no elixir on the PATH"));
    }

    private Finding beam(List<Path> path) {
        return new BeamInstrument(Effort.QUICK, folder, path)
                .measure(new Source.Beam("messaging", "call-idle", 1));
    }

    private void executable(String name) throws IOException {
        Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Finding shell(String script, String key, Duration patience) {
        return new Programs(patience).run(List.of("sh", "-c", script), key);
    }
}
