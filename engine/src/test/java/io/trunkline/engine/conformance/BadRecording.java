package io.trunkline.engine.conformance;

/// A recording that these tests cannot read: an unknown operation, a missing or an unknown field.
/// It fails the whole test, as skipping what is not understood would prove nothing.
final class BadRecording extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRecording(String message) {
        super(message);
    }
}
