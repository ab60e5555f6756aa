package io.trunkline.engine.testkit;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Runs a test once for each of its [Seeds].
final class SeedRuns implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Seeds.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        int runs = context.getRequiredTestMethod().getAnnotation(Seeds.class).value();
        if (runs < 1) {
            throw new IllegalArgumentException("seeds must be >= 1: seeds=" + runs);
        }
        Long only = Settings.seed();
        return (only == null ? LongStream.rangeClosed(1, runs) : LongStream.of(only))
                .mapToObj(Run::new);
    }

    private record Run(long seed) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocation) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of((BeforeEachCallback) context -> TrunklineExtension.seed(context, seed));
        }
    }
}
