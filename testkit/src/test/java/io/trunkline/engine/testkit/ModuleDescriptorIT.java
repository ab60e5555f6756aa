package io.trunkline.engine.testkit;

import io.trunkline.rules.DescriptorRules;

class ModuleDescriptorIT extends DescriptorRules {
    ModuleDescriptorIT() {
        super("io.trunkline.engine.testkit");
    }
}
