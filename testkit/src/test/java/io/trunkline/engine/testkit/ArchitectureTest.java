package io.trunkline.engine.testkit;

import io.trunkline.rules.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.trunkline.engine.testkit");
    }
}
