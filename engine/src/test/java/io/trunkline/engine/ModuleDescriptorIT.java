package io.trunkline.engine;

import io.trunkline.rules.DescriptorRules;

class ModuleDescriptorIT extends DescriptorRules {
    ModuleDescriptorIT() {
        super("io.trunkline.engine");
    }
}
