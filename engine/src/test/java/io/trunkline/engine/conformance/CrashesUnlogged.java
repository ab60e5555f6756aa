package io.trunkline.engine.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Silences the engine's log for a test that has servers crash by the hundred, each with a report.
final class CrashesUnlogged implements BeforeAllCallback, AfterAllCallback {
    private final Logger log = (Logger) LoggerFactory.getLogger("io.trunkline.engine");

    @Override
    public void beforeAll(ExtensionContext context) {
        log.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        log.setLevel(null);
    }
}
