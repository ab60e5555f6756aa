package io.trunkline.ets;

import io.trunkline.rules.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    private static final String ROOT = "io.trunkline.ets";

    ArchitectureTest() {
        super(ROOT);
    }

    /// The API is one slice: tables take match specifications, which are made of terms, which are
    /// what tables hold.
    @Override
    protected String sliceOf(String packageName) {
        return packageName.startsWith(ROOT + ".internal") ? packageName : ROOT;
    }
}
