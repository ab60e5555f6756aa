package io.trunkline.ets;

import io.trunkline.rules.DescriptorRules;

class ModuleDescriptorIT extends DescriptorRules {
    ModuleDescriptorIT() {
        super("io.trunkline.ets");
    }
}
