package io.trunkline.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Each Java block of the guide and the README stands, to the letter, in code that is compiled. */
class GuideSnippetsTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path ROOT = root();

    @TestFactory
    Stream<DynamicTest> everyBlockIsCompiled() throws IOException {
        String sources = allSources();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            var blocks = BLOCK.matcher(Files.readString(page));
            for (int i = 1; blocks.find(); i++) {
                String block = squeezed(blocks.group(1));
                tests.add(
                        DynamicTest.dynamicTest(
                                ROOT.relativize(page) + " #" + i,
                                () -> assertThat(sources).contains(block)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static List<Path> pages() throws IOException {
        try (var guide = Files.walk(ROOT.resolve("docs/guide"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), guide)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static String allSources() throws IOException {
        try (var files = Files.walk(ROOT.resolve("examples/src"))) {
            StringBuilder all = new StringBuilder();
            files.filter(path -> path.toString().endsWith(".java"))
                    .forEach(path -> all.append(squeezed(read(path))).append('\n'));
            return all.toString();
        }
    }

    /** Layout does not matter, as a page has narrower lines than a class. */
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }
}
