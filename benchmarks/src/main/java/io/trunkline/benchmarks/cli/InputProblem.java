package io.trunkline.benchmarks.cli;

/// Something that the user has to change: told in one line, without a stack trace.
final class InputProblem extends Exception {
    private static final long serialVersionUID = 1;

    InputProblem(String message) {
        super(message);
    }
}
