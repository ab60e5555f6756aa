package io.trunkline.engine;

/// The one [Receive.Skip].
final class Skips {
    static final Receive<?> SKIP = new Receive.Skip<>();

    private Skips() {}
}
