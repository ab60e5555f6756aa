package io.trunkline.pool;

import io.trunkline.rules.DescriptorRules;

class ModuleDescriptorIT extends DescriptorRules {
    ModuleDescriptorIT() {
        super("io.trunkline.pool");
    }
}
