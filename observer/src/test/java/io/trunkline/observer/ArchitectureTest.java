package io.trunkline.observer;

import io.trunkline.rules.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.trunkline.observer");
    }
}
