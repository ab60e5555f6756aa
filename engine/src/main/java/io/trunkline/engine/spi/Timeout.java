package io.trunkline.engine.spi;

/// Something to be done later, on the node's clock.
@FunctionalInterface
public interface Timeout {
    /// Stops it; does nothing if it was done or stopped before.
    void cancel();
}
