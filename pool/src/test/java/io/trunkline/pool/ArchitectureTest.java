package io.trunkline.pool;

import io.trunkline.rules.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.trunkline.pool");
    }
}
