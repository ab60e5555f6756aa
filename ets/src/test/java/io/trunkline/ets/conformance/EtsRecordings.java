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
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// Finds and reads what the real `ets` did.
final class EtsRecordings {
    /// The system property that names another folder than the project's own.
    static final String DIRECTORY = "trunkline.conformance.dir";

    private static final String FILE = "ets-conformance.jsonl.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    private EtsRecordings() {}

    /// Hands over each scenario, in the order of the file.
    static void forEachScenario(Consumer<JsonNode> action) {
        Path file = directory().resolve(FILE);
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = JSON.readTree(line);
                if (!json.has("format")) {
                    action.accept(json);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recording must be readable: file=" + file, e);
        }
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
