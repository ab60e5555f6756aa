package io.trunkline.observer;

import io.trunkline.rules.DescriptorRules;

class ModuleDescriptorIT extends DescriptorRules {
    ModuleDescriptorIT() {
        super("io.trunkline.observer");
    }
}
