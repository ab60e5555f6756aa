package io.trunkline.pool;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Checks the descriptor in the packaged jar, which no compiler has seen.
class ModuleDescriptorIT {

    private static final String POOL = "io.trunkline.pool";

    private static ModuleFinder classPath;
    private static ModuleDescriptor descriptor;

    @BeforeAll
    static void findModule() {
        classPath =
                ModuleFinder.of(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of)
                                .filter(Files::isRegularFile)
                                .toArray(Path[]::new));
        descriptor = classPath.find(POOL).orElseThrow().descriptor();
    }

    @Test
    void everyRequiredModuleResolves() {
        var needed = new HashMap<String, ModuleReference>();
        addWithRequired(POOL, needed);
        var jars =
                needed.values().stream()
                        .map(module -> Path.of(module.location().orElseThrow()))
                        .toArray(Path[]::new);

        var resolved =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(ModuleFinder.of(jars), ModuleFinder.of(), List.of(POOL));

        assertThat(resolved.findModule(POOL)).isPresent();
    }

    @Test
    void exportsTheApiAndNothingElse() {
        var api =
                descriptor.packages().stream()
                        .filter(name -> !name.startsWith(POOL + ".internal"))
                        .collect(toSet());

        assertThat(descriptor.exports()).allMatch(exports -> !exports.isQualified());
        assertThat(descriptor.exports().stream().map(Exports::source).collect(toSet()))
                .isEqualTo(api);
        assertThat(descriptor.isOpen()).isFalse();
        assertThat(descriptor.opens()).isEmpty();
    }

    /// The rest of the class path stays out: one automatic module drags in all others, and some of
    /// the test libraries do not fit together as modules.
    private static void addWithRequired(String name, Map<String, ModuleReference> needed) {
        var found = classPath.find(name);
        if (found.isPresent() && needed.putIfAbsent(name, found.get()) == null) {
            found.get()
                    .descriptor()
                    .requires()
                    .forEach(required -> addWithRequired(required.name(), needed));
        }
    }
}
