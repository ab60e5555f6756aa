package io.trunkline.engine;

/// A name that nobody has.
public final class NoSuchName extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public NoSuchName(String name) {
        super("name must be registered: name=" + name);
    }
}
