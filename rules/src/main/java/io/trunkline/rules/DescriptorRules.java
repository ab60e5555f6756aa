package io.trunkline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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

/// Checks the descriptor in a module's packaged jar, which no compiler has seen.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the jars are read once
public abstract class DescriptorRules {
    private final String module;
    private final ModuleFinder classPath;
    private final ModuleDescriptor descriptor;

    /// Finds a module in the jars of the class path.
    protected DescriptorRules(String module) {
        this.module = module;
        this.classPath =
                ModuleFinder.of(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of)
                                .filter(Files::isRegularFile)
                                .toArray(Path[]::new));
        this.descriptor = classPath.find(module).orElseThrow().descriptor();
    }

    @Test
    void everyRequiredModuleResolves() {
        var needed = new HashMap<String, ModuleReference>();
        addWithRequired(module, needed);
        var jars =
                needed.values().stream()
                        .map(found -> Path.of(found.location().orElseThrow()))
                        .toArray(Path[]::new);

        var resolved =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(ModuleFinder.of(jars), ModuleFinder.of(), List.of(module));

        assertThat(resolved.findModule(module)).isPresent();
    }

    @Test
    void exportsTheApiAndNothingElse() {
        var api =
                descriptor.packages().stream()
                        .filter(name -> !name.startsWith(module + ".internal"))
                        .collect(toSet());

        // what is for sister modules only is exported to them only
        assertThat(descriptor.exports())
                .allMatch(exports -> exports.isQualified() == exports.source().endsWith(".spi"));
        assertThat(descriptor.exports().stream().map(Exports::source).collect(toSet()))
                .isEqualTo(api);
        assertThat(descriptor.isOpen()).isFalse();
        assertThat(descriptor.opens()).isEmpty();
    }

    @Test
    void providersImplementTheirServices() throws ClassNotFoundException {
        for (var provides : descriptor.provides()) {
            var service = Class.forName(provides.service());
            for (var provider : provides.providers()) {
                assertThat(service).isAssignableFrom(Class.forName(provider));
            }
        }
    }

    /// The rest of the class path stays out: one automatic module drags in all others, and some of
    /// the test libraries do not fit together as modules.
    private void addWithRequired(String name, Map<String, ModuleReference> needed) {
        var found = classPath.find(name);
        if (found.isPresent() && needed.putIfAbsent(name, found.get()) == null) {
            found.get()
                    .descriptor()
                    .requires()
                    .forEach(required -> addWithRequired(required.name(), needed));
        }
    }
}
