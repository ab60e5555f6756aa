package io.trunkline.engine.application;

/// An application that cannot be loaded: a name is taken, a dependency is not there, or
/// applications depend on each other in a circle.
public final class BadApplication extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadApplication(String message) {
        super(message);
    }
}
