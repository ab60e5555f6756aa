package io.trunkline.ets.conformance;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String DIRECTORY = "trunkline.conformance.dir";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /// The scenarios of one file.
    record Recording(String name, List<JsonNode> scenarios) {}

    /// Reads every `<area>-*.jsonl.gz`, in the order of their names.
    static List<Recording> ofArea(String area) {
        List<Path> files = new ArrayList<>();
        Path directory = directory();
        try (var found = Files.newDirectoryStream(directory, area + "-*.jsonl.gz")) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException(
                    "folder must hold a recording: folder=%s, area=%s".formatted(directory, area));
        }
        return files.stream().sorted().map(Recordings::read).toList();
    }

    private static Recording read(Path file) {
        List<JsonNode> scenarios = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                if (node.has("ops")) {
                    scenarios.add(node);
                } else if (!node.has("format")) {
                    throw new IllegalStateException(
                            "line must be a scenario: file=%s, line=%s".formatted(file, line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recording must be readable: file=" + file, e);
        }
        if (scenarios.isEmpty()) {
            throw new IllegalStateException("recording must hold a scenario: file=" + file);
        }
        return new Recording(file.getFileName().toString(), scenarios);
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
        throw new IllegalStateException("folder must exist: " + DIRECTORY + "=" + name);
    }
}
