package io.trunkline.pool;

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

/// The recordings of the originals' behaviour: those of the folder that `trunkline.conformance.dir`
/// names, or else of the project's.
public final class Recordings {
    private static final String DIRECTORY = "trunkline.conformance.dir";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /// Every recording of an area that the folder has, by name.
    public static List<Path> of(String area) {
        List<Path> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder(), area + "-*.jsonl.gz")) {
            files.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException("folder must be readable: folder=" + folder(), e);
        }
        return found.stream().sorted().toList();
    }

    /// The scenarios of a recording, a line each.
    public static List<JsonNode> read(Path recording) {
        List<JsonNode> scenarios = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(recording)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                scenarios.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recording must be readable: file=" + recording, e);
        }
        return scenarios;
    }

    /// Looked for from the working directory upwards.
    private static Path folder() {
        String name = System.getProperty(DIRECTORY, "conformance");
        for (Path from = Path.of("").toAbsolutePath(); from != null; from = from.getParent()) {
            if (Files.isDirectory(from.resolve(name))) {
                return from.resolve(name);
            }
        }
        throw new IllegalStateException("folder must exist: " + DIRECTORY + "=" + name);
    }
}
