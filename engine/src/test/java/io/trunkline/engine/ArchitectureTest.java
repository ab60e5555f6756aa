package io.trunkline.engine;

import io.trunkline.rules.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.trunkline.engine");
    }
}
