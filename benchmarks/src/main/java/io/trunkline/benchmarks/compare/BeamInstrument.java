package io.trunkline.benchmarks.compare;

import io.trunkline.benchmarks.compare.Source.Beam;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Runs programs for the BEAM where there is one, and says so where there is none.
final class BeamInstrument {
    private final Programs programs;
    private final String effort;
    private final Path folder;
    private final List<Path> path;

    /// @param folder where the programs are
    /// @param path where executables are looked for
    BeamInstrument(Effort effort, Path folder, List<Path> path) {
        this.programs = new Programs(effort.patience());
        this.effort = effort.word();
        this.folder = folder;
        this.path = List.copyOf(path);
    }

    /// The folders on the PATH of this process.
    static List<Path> systemPath() {
        String value = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(value)
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    Finding measure(Beam source) {
        if (!found("erl") || !found("escript")) {
            return new Finding.NotMeasured("left out: no erl on the PATH");
        }
        Path erlang = folder.resolve(source.program() + ".escript");
        Path elixir = folder.resolve(source.program() + ".exs");
        if (Files.exists(erlang)) {
            return run("escript", erlang, source);
        }
        if (!Files.exists(elixir)) {
            return new Finding.NotMeasured("no program benchmarks/beam/" + source.program());
        }
        return found("elixir")
                ? run("elixir", elixir, source)
                : new Finding.NotMeasured("left out: no elixir on the PATH");
    }

    private Finding run(String interpreter, Path program, Beam source) {
        var command = List.of(interpreter, program.toString(), effort, source.key());
        return switch (programs.run(command, source.key())) {
            case Finding.Measured measured -> measured.per(source.per());
            case Finding.NotMeasured not -> not;
        };
    }

    private boolean found(String executable) {
        return path.stream().anyMatch(entry -> Files.isExecutable(entry.resolve(executable)));
    }
}
