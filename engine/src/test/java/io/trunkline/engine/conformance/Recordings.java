package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Finds and reads recordings.
final class Recordings {
    /// The system property that names another folder than the project's own.
    static final String DIRECTORY = "trunkline.conformance.dir";

    private static final String SUFFIX = ".jsonl.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /// The content of one file.
    record Recording(String name, List<Scenario> scenarios) {
        Recording {
            scenarios = List.copyOf(scenarios);
        }

        int steps() {
            return scenarios.stream().mapToInt(scenario -> scenario.steps().size()).sum();
        }
    }

    /// Reads every `<area>-*.jsonl.gz`, in the order of their names.
    ///
    /// @throws BadRecording if there is none, or one without a scenario
    static List<Recording> ofArea(String area) {
        return ofArea(area, directory());
    }

    static List<Recording> ofArea(String area, Path directory) {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(directory, area + "-*" + SUFFIX)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.isEmpty()) {
            throw new BadRecording(
                    "folder must hold a recording: folder=" + directory + ", area=" + area);
        }
        return files.stream().sorted().map(Recordings::read).toList();
    }

    private static Recording read(Path file) {
        List<Scenario> scenarios = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    scenarios.add(Scenario.of(JSON.readTree(line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recording must be readable: file=" + file, e);
        }
        if (scenarios.isEmpty()) {
            throw new BadRecording("recording must hold a scenario: file=" + file);
        }
        String name = file.getFileName().toString();
        return new Recording(name.substring(0, name.length() - SUFFIX.length()), scenarios);
    }

    /// The named folder, or else the project's. Both are looked for from the working directory
    /// upwards, as that is the module's folder in a build and the project's in most editors.
    private static Path directory() {
        String name = System.getProperty(DIRECTORY, "conformance");
        for (Path from = Path.of("").toAbsolutePath(); from != null; from = from.getParent()) {
            Path candidate = from.resolve(name);
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new BadRecording("folder must exist: " + DIRECTORY + "=" + name);
    }
}
