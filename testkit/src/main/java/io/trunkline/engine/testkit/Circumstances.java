package io.trunkline.engine.testkit;

/// What a failed test's node looked like: suppressed in its failure, so that whoever prints the one
/// prints the other.
final class Circumstances extends Exception {
    private static final long serialVersionUID = 1;

    Circumstances(String message) {
        super(message, null, false, false);
    }
}
